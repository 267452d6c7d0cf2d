// What lies over a surface: seen from above, and on a relief.

#include <cmath>
#include <numbers>

#include "app/pictures/canvas.hpp"
#include "app/pictures/plane_shapes.hpp"
#include "app/pictures/relief/relief_content.hpp"
#include "app/pictures/svg.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr Color dark_grey = rgb(0x101010), red = rgb(0xFF0000);
const Box whole_canvas{0, 0, 400, 400};
const PlaneMap map_of_canvas{whole_canvas, {-2, 2, -2, 2}};

Canvas seen_from_above(const RacerShapes& shapes) {
    Canvas canvas(400, 400, dark_grey);
    draw_shapes(canvas, map_of_canvas, shapes, {});
    return canvas;
}

Color above(const Canvas& canvas, double x, double y) {
    const Place at = map_of_canvas.place(x, y);
    return canvas.at(static_cast<int>(at.x), static_cast<int>(at.y));
}

/// How many pixels of the box are so red.
int reds(const Canvas& canvas, const Box& box, int least) {
    int count = 0;
    for (int y = static_cast<int>(box.top); y < static_cast<int>(box.bottom); ++y)
        for (int x = static_cast<int>(box.left); x < static_cast<int>(box.right); ++x)
            count += canvas.at(x, y).red >= least;
    return count;
}

/// A hill in the middle, −2 … 2.
Terrain hill() {
    constexpr int cells = 120;
    static const std::vector<double> heights = [] {
        std::vector<double> values;
        for (int row = 0; row < cells; ++row)
            for (int column = 0; column < cells; ++column) {
                const double x = -2 + 4 * (column + 0.5) / cells, y = -2 + 4 * (row + 0.5) / cells;
                values.push_back(std::exp(-6 * (x * x + y * y)));
            }
        return values;
    }();
    return Terrain({.version = 1,
                    .columns = cells,
                    .rows = cells,
                    .values = std::span(heights),
                    .logarithmic = false,
                    .window = {-2, 2, -2, 2}});
}

/// From where y is low, a little above the ground.
ReliefScene scene_of(const Terrain& terrain) {
    Camera camera;
    camera.azimuth = -0.5 * std::numbers::pi;
    orbit(camera, 0, -2);
    return {terrain, CameraView(camera, whole_canvas)};
}

Canvas seen_from_aside(const ReliefScene& scene, const RacerShapes& shapes) {
    Canvas canvas(400, 400, dark_grey);
    draw_lying(canvas, scene, shapes, {});
    draw_marks(canvas, scene, shapes, {});
    return canvas;
}

}  // namespace

TEST_CASE("a polygon covers its inside, and its rim what is around it") {
    const Place corners[] = {{10, 10}, {30, 10}, {30, 30}, {20, 20}, {10, 30}};
    for (const double rim : {0.0, 3.0}) {
        Canvas canvas(40, 40, dark_grey);
        canvas.polygon(corners, red, rim);
        CHECK(canvas.at(15, 15) == red);
        CHECK(canvas.at(28, 25) == red);
        CHECK((canvas.at(20, 27) == dark_grey));
        CHECK((canvas.at(8, 20) == red) == (rim > 0));
        CHECK(canvas.at(5, 5) == dark_grey);
    }
    Canvas canvas(40, 40, dark_grey);
    const Place broken[] = {{10, 10}, {30, 10}, {std::nan(""), 30}};
    canvas.polygon(broken, red);
    CHECK(canvas.at(20, 12) == dark_grey);
    Svg svg(40, 40, dark_grey, "");
    svg.polygon(broken, red);
    CHECK(svg.file().find("nan") == std::string::npos);
}

TEST_CASE("an arrow reaches from one place to the other, its head at the end") {
    const Canvas canvas = seen_from_above({.lines = {{{-1, 0}, {1, 0}, red, 2.2, 0, true}}});
    for (const double x : {-0.9, 0.0, 0.8, 0.95}) CHECK(above(canvas, x, 0).red > 200);
    CHECK(above(canvas, 0.93, 0.02).red > 200);  // the head is wider than the shaft
    CHECK(above(canvas, -0.93, 0.02).red < 100);
    CHECK(above(canvas, 1.1, 0) == dark_grey);
}

TEST_CASE("what is seen from above stays at its place however far it reaches") {
    const Canvas canvas = seen_from_above({.boxes = {{{-1, -0.5}, {0, 0.5}, red}},
                                           .lines = {{{1, 1}, {1e300, 1}, red, 2, 0, true}, {{1, 3}, {1, 1e9}, red}},
                                           .marks = {{{0.5, -1}, 6, red, dark_grey}, {{1e12, 0}, 6, red, dark_grey}}});
    CHECK(above(canvas, -1, 0.2).red > 150);
    CHECK((above(canvas, -0.5, 0).red > 30 && above(canvas, -0.5, 0).red < 120));
    CHECK(above(canvas, 1.9, 1).red > 200);
    CHECK(above(canvas, 0.5, -1) == red);
    CHECK(above(canvas, 0.2, 1.5) == dark_grey);
}

TEST_CASE("what lies behind a hill is dimmed, and what lies before it is not") {
    const Terrain terrain = hill();
    const ReliefScene scene = scene_of(terrain);
    for (const bool is_behind : {false, true}) {
        CAPTURE(is_behind);
        const double y = is_behind ? 0.9 : -0.9;
        const RacerShapes shapes{.lines = {{{-0.2, y}, {0.2, y}, red, 2.2, 0, true}}, .marks = {{{0, y}, 4, red, red}}};
        const Canvas canvas = seen_from_aside(scene, shapes);
        CHECK(reds(canvas, whole_canvas, 60) > 50);
        CHECK((reds(canvas, whole_canvas, 200) > 50) == !is_behind);
    }
}

TEST_CASE("a box and an arrow lie on the surface, where they are over the window") {
    const Terrain terrain = hill();
    const ReliefScene scene = scene_of(terrain);
    const Place top = scene.view.project(terrain.lying_at(0, 0)).at;
    const Box around{top.x - 30, top.y - 30, top.x + 30, top.y + 30};
    CHECK(reds(seen_from_aside(scene, {.boxes = {{{-0.1, -0.1}, {0.1, 0.1}, red}}}), around, 150) > 20);
    CHECK(reds(seen_from_aside(scene, {.lines = {{{-0.1, 0}, {0.1, 0}, red}}}), around, 150) > 10);
    const RacerShapes beyond{.boxes = {{{4, 4}, {5, 5}, red}},
                             .lines = {{{4, 4}, {5, 5}, red, 2, 0, true}, {{3, 0}, {1e200, 0}, red}},
                             .marks = {{{9, 9}, 5, red, red}}};
    CHECK(reds(seen_from_aside(scene, beyond), whole_canvas, 30) == 0);
}
