// Long paths without what would be drawn_path over itself.

#include "app/pictures/trail.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include "app/pictures/canvas.hpp"
#include "app/pictures/plane_shapes.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

const Window trail_window{-2, 2, -2, 2};
constexpr double trail_pixel = 4.0 / 400;

/// To and fro across a valley, along which it drifts; the swings grow or shrink by `growth` in all.
std::vector<RaceStep> zigzag(std::size_t count, double growth) {
    std::vector<RaceStep> steps;
    for (std::size_t i = 0; i <= count; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(count);
        steps.push_back({-1.5 + 2 * share, (i % 2 == 0 ? 0.6 : -0.6) * std::pow(growth, share), 0, 0, 0});
    }
    return steps;
}

std::vector<RaceStep> blob(std::size_t count) {
    std::mt19937 random{3};
    std::normal_distribution<double> normal(0, 0.3);
    std::vector<RaceStep> steps;
    for (std::size_t i = 0; i < count; ++i) steps.push_back({normal(random), normal(random), 0, 0, 0});
    return steps;
}

std::vector<RaceStep> spiral(std::size_t count) {
    std::vector<RaceStep> steps;
    for (std::size_t i = 0; i < count; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(count), angle = 60 * share;
        steps.push_back({1.8 * (1 - share) * std::cos(angle), 1.8 * (1 - share) * std::sin(angle), 0, 0, 0});
    }
    return steps;
}

TrailGround ground() { return TrailGround::around(trail_window, {0.75 * trail_pixel, 0.75 * trail_pixel}); }

Canvas drawn_path(const RacerShapes& shapes) {
    Canvas canvas(400, 400, rgb(0));
    draw_shapes(canvas, {{0, 0, 400, 400}, trail_window}, shapes, {});
    return canvas;
}

}  // namespace

TEST_CASE("the ground holds the window, in cells of one to two times what was asked for") {
    for (const double x : {-1e6, 0.0, 3.7})
        for (const double width : {1e-9, 0.3, 5.0, 4e7}) {
            const double wanted = width / 700;
            const TrailGround ground = TrailGround::around({x, x + width, -width, width}, {wanted, wanted});
            CAPTURE(x, width);
            CHECK((ground.cell[0] >= wanted && ground.cell[0] < 2 * wanted));
            CHECK(ground.corner[0] <= x);
            CHECK(ground.corner[0] + ground.columns * ground.cell[0] >= x + width);
            CHECK(ground.columns <= 1536);
        }
}

TEST_CASE("a short path is kept as it is") {
    Trail trail(ground());
    const std::vector<RaceStep> steps = zigzag(200, 1);
    trail.extend(steps);
    REQUIRE(trail.corners(steps.size()).size() == 201);
    for (std::size_t i = 0; i <= 200; ++i) {
        CHECK(trail.corners(steps.size())[i].step == i);
        CHECK(trail.corners(steps.size())[i].begins == (i == 0));
    }
}

TEST_CASE("of a hundred thousand steps a few are kept, and the picture is the same") {
    for (const std::vector<RaceStep>& steps :
         {zigzag(100'000, 1), zigzag(100'000, 3), zigzag(100'000, 0.01), blob(20'000), spiral(50'000)}) {
        Trail trail(ground());
        trail.extend(steps);
        const auto corners = trail.corners(steps.size());
        CHECK(corners.size() < 10'000);
        RacerShapes shapes{.path = steps, .path_color = rgb(0xFF0000), .path_width = 2.4};
        const Canvas whole = drawn_path(shapes);
        shapes.corners = corners;
        const Canvas thinned = drawn_path(shapes);
        int painted = 0, missing = 0, added = 0;
        for (int y = 0; y < 400; ++y)
            for (int x = 0; x < 400; ++x) {
                painted += whole.at(x, y).red > 128;
                missing += whole.at(x, y).red > 128 && thinned.at(x, y).red < 90;
                added += thinned.at(x, y).red > 128 && whole.at(x, y).red < 90;
            }
        CHECK(painted > 1000);
        CHECK(missing < 0.01 * painted);
        CHECK(added == 0);
    }
}

TEST_CASE(
    "a trail that is extended step by step, or in pieces, is that of the whole path; of fewer steps it is its "
    "beginning") {
    const std::vector<RaceStep> steps = zigzag(30'000, 0.2);
    Trail whole(ground()), grown(ground()), pieces(ground());
    CHECK(whole.extend(steps));
    for (std::size_t shown = 1; shown <= steps.size(); shown += 777) grown.extend(std::span(steps).first(shown));
    grown.extend(steps);
    int calls = 1;
    while (!pieces.extend(steps, 10'000)) ++calls;
    CHECK(calls > 3);
    const auto same = [](std::span<const Trail::Corner> a, std::span<const Trail::Corner> b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const Trail::Corner& one, const Trail::Corner& other) {
                              return one.step == other.step && one.begins == other.begins;
                          });
    };
    CHECK(same(whole.corners(steps.size()), grown.corners(steps.size())));
    CHECK(same(whole.corners(steps.size()), pieces.corners(steps.size())));
    Trail part(ground());
    part.extend(std::span(steps).first(5000));
    const auto beginning = whole.corners(5000);
    CHECK(same(beginning.first(part.corners(5000).size()), part.corners(5000)));
}

TEST_CASE("what is far out of the window costs nothing and breaks nothing") {
    Trail trail(ground());
    const std::vector<RaceStep> steps{{0, 0, 0, 0, 0}, {1e300, -1e300, 0, 0, 0}, {1e305, 1, 0, 0, 0}, {-1, 1, 0, 0, 0}};
    trail.extend(steps);
    const auto corners = trail.corners(steps.size());
    REQUIRE(!corners.empty());
    CHECK(corners.front().step == 0);
    CHECK(corners.back().step == 3);
}
