// boundary.png: of ensembles, and whatever the threads.

#include "app/pictures/boundary_picture.hpp"

#include <algorithm>

#include "engine/train/trainer.hpp"
#include "tests/catch.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

/// p₂ = σ(120·(x₁ − at)), as sure of itself as a network becomes.
std::shared_ptr<const std::vector<float>> border_at(float at) {
    return std::make_shared<const std::vector<float>>(std::vector<float>{120, 0, -120 * at});
}

/// How many pixels of a row without points are as bright as a line.
int line_pixels(const Canvas& picture, int row) {
    int count = 0;
    for (int column = 70; column < 780; ++column) {
        const Color pixel = picture.at(column, row);
        if (std::min({pixel.red, pixel.green, pixel.blue}) > 150) ++count;
    }
    return count;
}

/// Without hidden layers, and with a point in two of the corners.
Model linear_model() {
    Scenario scenario = small_scenario();
    scenario.network.layers.clear();
    Model model = make_trainer(scenario)->model();
    model.data = std::make_shared<const Dataset>(
        Dataset{Task::classify, 2, {{-6, -6, 0}, {6, 6, 1}}, {Split::train, Split::train}});
    return model;
}

}  // namespace

TEST_CASE("where two sure networks contradict each other their mean has no line over the area") {
    Model model = linear_model();
    ThreadPool pool(1);
    constexpr int row = 300;
    model.parameters = border_at(1);
    const int alone = line_pixels(draw_boundary(model, "", pool), row);
    CHECK(alone >= 1);
    CHECK(alone <= 4);
    model.other_members = {border_at(-1)};
    CHECK(line_pixels(draw_boundary(model, "", pool), row) <= alone);
    model.other_members = {border_at(-1), border_at(-1)};
    CHECK(line_pixels(draw_boundary(model, "", pool), row) >= 1);
}

TEST_CASE("the picture of a decision boundary is the same for any number of threads") {
    const Model model = make_trainer(small_scenario())->model();
    ThreadPool alone(1), several(3);
    CHECK(std::ranges::equal(draw_boundary(model, "", alone).pixels(), draw_boundary(model, "", several).pixels()));
}

TEST_CASE("a decision boundary goes through the whole picture without a step") {
    Model model = linear_model();
    model.parameters = border_at(1);  // upright
    ThreadPool pool(2);
    const Canvas picture = draw_boundary(model, "", pool);
    const int middle = 400, in_all = line_pixels(picture, middle);
    for (int row = 80; row < 770; ++row) REQUIRE(line_pixels(picture, row) == in_all);
}
