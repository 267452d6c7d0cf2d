// What is drawn over the surface for a racer, as shapes in its plane.

#include "app/window/landscape/overlays.hpp"

#include <cmath>

#include "app/window/state/window_state.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr std::array<double, 2> pixel{0.01, 0.02};

/// A few steps of one optimizer on the usual ravine.
struct Run {
    RaceResult race;
    LandscapeState landscape;

    explicit Run(const OptimizerRow& row) {
        RaceSpecification specification = standard_race();
        specification.racers = {{"one", standard_selection(row)}};
        race = run_race(specification, 12).value();
        for (const OverlayRow& overlay : overlays())
            if (overlay.standard) landscape.overlays.toggle(overlay.id);
    }
    RacerShapes shapes(std::string_view overlay, bool selected = true) {
        const std::span<const RaceStep> steps(race.paths[0].steps);
        const std::size_t shown = steps.size() > 1 ? steps.size() - 1 : 1;  // there is a next one
        landscape.overlays.toggle(overlay);
        const RacerView view{0, &race.specification.racers[0], &race.paths[0], steps.first(shown), selected, 0};
        RacerShapes all = racer_shapes(landscape, view, pixel);
        landscape.overlays.toggle(overlay);
        return all;
    }
};

std::vector<PlanePlace> places_of(const RacerShapes& shapes) {
    std::vector<PlanePlace> places;
    for (const ShapeBox& box : shapes.boxes) places.insert(places.end(), {box.least, box.most});
    for (const ShapeLine& line : shapes.lines) places.insert(places.end(), {line.from, line.to});
    for (const ShapeMark& mark : shapes.marks) places.push_back(mark.at);
    return places;
}

std::size_t count_of(const RacerShapes& shapes) {
    return shapes.boxes.size() + shapes.lines.size() + shapes.marks.size() + (shapes.path.empty() ? 0 : 1);
}

Run run_of(std::string_view optimizer) { return Run(*find_row(optimizers(), optimizer)); }

}  // namespace

TEST_CASE("every overlay shows something finite for some optimizer, and nothing where it is off") {
    for (const OverlayRow& overlay : overlays()) {
        CAPTURE(std::string(overlay.id));
        std::size_t most = 0;
        for (const OptimizerRow& row : optimizers()) {
            Run run(row);
            const RacerShapes shapes = run.shapes(overlay.id);
            for (const PlanePlace& place : places_of(shapes))
                CHECK((std::isfinite(place[0]) && std::isfinite(place[1])));
            most = std::max(most, count_of(shapes));
            const RacerShapes others = run.shapes(overlay.id, false);
            CHECK((!overlay.of_selected_only || count_of(others) == 1));
        }
        CHECK(most > 1);  // where the racer is, is always shown
    }
    Run run = run_of("sgd");
    run.landscape.overlays.toggle("path");
    CHECK(count_of(run.shapes("path")) == 1);
}

TEST_CASE("the gradient's arrow points along the step of gradient descent, at most seventy pixels far") {
    Run run = run_of("sgd");
    const RaceStep now = run.race.paths[0].steps[11], next = run.race.paths[0].steps[12];
    const RacerShapes shapes = run.shapes("gradient");
    REQUIRE(shapes.lines.size() == 1);
    const ShapeLine& arrow = shapes.lines.front();
    CHECK(arrow.from == PlanePlace{now.x, now.y});
    const double x = arrow.to[0] - arrow.from[0], y = arrow.to[1] - arrow.from[1];
    CHECK_THAT(x * (next.y - now.y) - y * (next.x - now.x), WithinAbs(0, 1e-12));
    CHECK(x * (next.x - now.x) > 0);
    const double length = std::hypot(x / pixel[0], y / pixel[1]);
    CHECK((length > 12 && length < 70 + 1e-9));
}

TEST_CASE("steps lead from point to point of the path") {
    Run run = run_of("adam");
    const std::vector<RaceStep>& steps = run.race.paths[0].steps;
    const auto line = [&](std::string_view overlay) { return run.shapes(overlay).lines.at(0); };
    CHECK(line("step").from == PlanePlace{steps[10].x, steps[10].y});
    CHECK(line("step").to == PlanePlace{steps[11].x, steps[11].y});
    CHECK(line("ghost").to == PlanePlace{steps[12].x, steps[12].y});
    CHECK(run.shapes("path").path.size() == 12);
}

TEST_CASE("the box of the squares is as wide and high as their roots") {
    Run run = run_of("adagrad");
    REQUIRE(run.race.paths[0].states.size() == 2 * run.race.paths[0].steps.size());  // x and y of the squares alone
    const RacerShapes shapes = run.shapes("squares");
    REQUIRE(shapes.boxes.size() == 1);
    const ShapeBox& box = shapes.boxes.front();
    const double width = (box.most[0] - box.least[0]) / pixel[0], height = (box.most[1] - box.least[1]) / pixel[1];
    const std::vector<double>& states = run.race.paths[0].states;
    CHECK_THAT(std::max(width, height), WithinAbs(68, 1e-9));
    CHECK_THAT(width / height, WithinAbs(std::sqrt(states[2 * 11] / states[2 * 11 + 1]), 1e-9));
}
