// The 3D view: its camera, what a hill hides, and the mesh that is made of fine heights.

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "app/pictures/relief/camera.hpp"
#include "app/pictures/relief/sight_line.hpp"
#include "app/pictures/relief/terrain.hpp"
#include "app/pictures/relief/thinned_grid.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

const Box view_box{100, 50, 640, 430};

struct RandomCamera {
    std::mt19937 random{7};

    double number(double low, double high) { return std::uniform_real_distribution(low, high)(random); }
    Vector3 point() { return {number(-1, 1), number(-1, 1), number(0, relief_height)}; }
    Camera camera() {
        Camera camera;
        orbit(camera, number(-9, 9), number(-2, 2));
        zoom(camera, number(0.3, 3), point());
        pan(camera, number(-1, 1) * point());
        return camera;
    }
};

/// Heights over −2 … 2 in both directions.
template <class Height>
std::vector<double> heights_of(Height height, int columns, int rows) {
    std::vector<double> values;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            values.push_back(height(-2 + 4 * (column + 0.5) / columns, -2 + 4 * (row + 0.5) / rows));
    return values;
}

template <class Height>
Terrain terrain_of(Height height, bool logarithmic = false, int columns = 260, int rows = 200) {
    const std::vector<double> values = heights_of(height, columns, rows);
    return Terrain({.version = 1,
                    .columns = columns,
                    .rows = rows,
                    .values = std::span(values),
                    .logarithmic = logarithmic,
                    .window = {-2, 2, -2, 2}});
}

double bump(double x, double y) { return std::exp(-6 * (x * x + y * y)); }

/// From where y is low, a little above the ground.
CameraView view_from_front() {
    Camera camera;
    camera.azimuth = -0.5 * std::numbers::pi;
    orbit(camera, 0, -2);
    return CameraView(camera, view_box);
}

Vector3 on(const Terrain& terrain, double x, double y) { return {x, y, terrain.height(x, y)}; }

}  // namespace

TEST_CASE("a place on the screen and a depth give back the point that is shown there") {
    RandomCamera random;
    for (int i = 0; i < 200; ++i) {
        const CameraView view(random.camera(), view_box);
        const Vector3 point = random.point();
        const CameraView::Shown place = view.project(point);
        CHECK(length(view.unproject(place.at, place.depth) - point) < 1e-4);
    }
}

TEST_CASE("OpenGL puts a point where the camera has it") {
    RandomCamera random;
    for (int i = 0; i < 50; ++i) {
        const CameraView view(random.camera(), view_box);
        const Vector3 point = random.point();
        const std::array<float, 16> matrix = view.matrix();
        const auto row = [&](std::size_t k) {
            return static_cast<double>(matrix[k]) * point.x + static_cast<double>(matrix[4 + k]) * point.y +
                   static_cast<double>(matrix[8 + k]) * point.z + static_cast<double>(matrix[12 + k]);
        };
        const CameraView::Shown place = view.project(point);
        CHECK_THAT(row(3), WithinAbs(place.depth, 1e-4));
        const auto shown = [](double clip, double low, double high) { return low + (clip + 1) / 2 * (high - low); };
        CHECK_THAT(shown(row(0) / row(3), view_box.left, view_box.right), WithinAbs(place.at.x, 0.01));
        CHECK_THAT(shown(row(1) / row(3), view_box.bottom, view_box.top), WithinAbs(place.at.y, 0.01));
        CHECK(std::abs(row(2)) < row(3));
    }
}

TEST_CASE("however it is moved, a camera stays above the highest place and looks at the box") {
    RandomCamera random;
    for (int i = 0; i < 500; ++i) {
        const Camera camera = random.camera();
        CHECK(CameraView(camera, view_box).eye().z > relief_height);
        CHECK(camera.elevation < 0.5 * std::numbers::pi);
        CHECK(std::abs(camera.azimuth) <= std::numbers::pi);
        CHECK(std::abs(camera.target.x) <= 1);
        CHECK(std::abs(camera.target.y) <= 1);
        CHECK((camera.distance >= least_distance && camera.distance <= most_distance));
    }
}

TEST_CASE("zooming keeps the place under the pointer, and panning follows it") {
    Camera camera;
    const Vector3 anchor{0.3, -0.2, 0.1};
    const Place before = CameraView(camera, view_box).project(anchor).at;
    zoom(camera, 0.6, anchor);
    const CameraView nearer(camera, view_box);
    CHECK_THAT(nearer.project(anchor).at.x, WithinAbs(before.x, 0.01));
    CHECK_THAT(nearer.project(anchor).at.y, WithinAbs(before.y, 0.01));

    const Vector3 target = camera.target;
    pan(camera, -1 * nearer.movement(30, -20));
    const Place moved = CameraView(camera, view_box).project(target).at, centre = nearer.project(target).at;
    CHECK_THAT(moved.x - centre.x, WithinAbs(30, 0.1));
    CHECK_THAT(moved.y - centre.y, WithinAbs(-20, 0.1));
}

TEST_CASE("a hill hides what is behind it, and nothing else") {
    const Terrain terrain = terrain_of(bump);
    const CameraView view = view_from_front();
    CHECK(terrain.hides(on(terrain, 0, 0.4), view.eye()));
    CHECK_FALSE(terrain.hides(on(terrain, 0, -0.4), view.eye()));
    CHECK_FALSE(terrain.hides(on(terrain, 0, 0), view.eye()));
    CHECK_FALSE(terrain.hides(on(terrain, 0.9, 0.4), view.eye()));
    CHECK_FALSE(terrain.hides({0, 0.4, relief_height}, view.eye()));
    CHECK(terrain.hides(on(terrain, 0.9, -0.4) - Vector3{0, 0, 0.1}, view.eye() + Vector3{0, 0, 1}));
    CHECK(terrain.hides({0, terrain.half_y() + 0.02, 0}, view.eye()));
    CHECK_FALSE(terrain.hides({0, -terrain.half_y() - 0.02, 0}, view.eye()));
}

TEST_CASE("the view ray through a point of the surface meets it there, or what hides it") {
    const Terrain terrain = terrain_of([](double x, double y) { return std::sin(3 * x) * std::cos(2 * y) + 0.1 * x; });
    RandomCamera random;
    int hidden = 0, met = 0, grazed = 0;
    for (int i = 0; i < 400; ++i) {
        const CameraView view(random.camera(), view_box);
        const Vector3 point = on(terrain, random.number(-0.99, 0.99), random.number(-0.99, 0.99) * terrain.half_y());
        const std::optional<Vector3> hit = terrain.first_hit(view.eye(), point);
        const double beyond = hit ? length(*hit - view.eye()) - length(point - view.eye()) : 0;
        const bool is_hidden = terrain.hides(point, view.eye());
        hidden += is_hidden ? 1 : 0;
        ++((is_hidden ? beyond < 1e-6 : hit && std::abs(beyond) < 1e-3) ? met : grazed);
    }
    CHECK(hidden > 20);
    CHECK(hidden < 200);
    CHECK(grazed <= 8);  // where the ray only just touches a crest or an edge, either may be said
    CHECK_FALSE(terrain.first_hit({0, 0, 3}, {3, 0, 3}));
}

TEST_CASE("a path over a hill is parted where it goes behind it, without a gap") {
    const Terrain terrain = terrain_of(bump);
    const CameraView view = view_from_front();
    std::vector<Vector3> path;
    for (int i = 0; i <= 20; ++i) {
        const double y = -1.5 + 0.15 * i;
        path.push_back(terrain.place({0, y, bump(0, y)}));
    }
    const std::vector<LinePart> parts = path_line(terrain, view, path);
    REQUIRE(parts.size() >= 2);
    CHECK_FALSE(parts.front().is_hidden);
    CHECK(parts[1].is_hidden);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        CHECK(parts[i].is_hidden != parts[i - 1].is_hidden);
        CHECK(parts[i].points.front().x == parts[i - 1].points.back().x);
        CHECK(parts[i].points.front().y == parts[i - 1].points.back().y);
    }
}

TEST_CASE("of a path only what is over the window is shown, however far it goes") {
    const Terrain terrain = terrain_of(bump);
    const CameraView view(Camera(), view_box);
    const auto points_of = [&](const std::vector<GroundPoint>& points) {
        std::vector<Vector3> path;
        for (const GroundPoint& point : points) path.push_back(terrain.place(point));
        std::size_t count = 0;
        for (const LinePart& part : path_line(terrain, view, path))
            for (const Place point : part.points) {
                CHECK(view_box.holds(point));
                ++count;
            }
        return count;
    };
    CHECK(points_of({{0, 0, 1}, {50, 10, 1e4}, {1e40, -1e60, 1e100}, {1e300, -1e308, 1e300}}) > 2);
    CHECK(points_of({{-3, 1, 0}, {3, 1, 0}}) > 20);
    CHECK(points_of({{3, 3, 1}, {5, 4, 1}}) == 0);
    CHECK(points_of({{0, 0, 1}}) == 0);
    CHECK(points_of({}) == 0);
}

TEST_CASE("a point stands on the surface where it has the surface's loss, else as high as its own") {
    const auto bowl = [](double x, double y) { return x * x + 8 * y * y; };
    const Terrain terrain = terrain_of(bowl, true);
    for (const double x : {-1.7, -0.4, 0.003, 0.9})
        for (const double y : {-1.2, 0.0, 0.001, 0.7}) {
            CAPTURE(x, y);
            const Vector3 place = terrain.place({x, y, bowl(x, y)});
            CHECK(place.z == terrain.height(place.x, place.y));
        }
    const Vector3 above = terrain.place({1, 0.5, 30}), below = terrain.place({1, 0.5, 0.2});
    CHECK(above.z > terrain.height(above.x, above.y) + 0.05);
    CHECK(below.z < terrain.height(below.x, below.y) - 0.05);
}

TEST_CASE("the lowest half percent of a logarithmic relief is flat, a linear one has its own floor") {
    const auto bowl = [](double x, double y) { return x * x + y * y; };
    const Terrain logarithmic = terrain_of(bowl, true), linear = terrain_of(bowl);
    CHECK(logarithmic.height(0, 0) == 0);
    CHECK(logarithmic.height(0.03, 0) == 0);
    CHECK(logarithmic.height(0.5, 0) > 0.1);
    CHECK(logarithmic.foot_share() > 0);
    CHECK(linear.foot_share() == 0);
}

TEST_CASE("a thinned grid keeps a constant, and a plane inside") {
    const std::vector<float> flat(90 * 40, 3.5f);
    for (const float value : thinned_grid(flat, 90, 40, 31, 40)) CHECK_THAT(value, WithinAbs(3.5, 1e-5));

    std::vector<float> plane;
    for (const double value : heights_of([](double x, double y) { return x + 2 * y; }, 200, 150))
        plane.push_back(static_cast<float>(value));
    const std::vector<float> thin = thinned_grid(plane, 200, 150, 41, 31);
    REQUIRE(thin.size() == 41 * 31);
    for (int row = 2; row < 29; ++row)
        for (int column = 2; column < 39; ++column) {
            const double x = -2 + 4.0 * column / 40, y = -2 + 4.0 * row / 30;
            CHECK_THAT(thin[static_cast<std::size_t>(row * 41 + column)], WithinAbs(x + 2 * y, 1e-2));
        }
}

TEST_CASE("a valley of one column is seen wherever it lies between the places of a thinned grid") {
    for (int valley = 50; valley < 60; ++valley) {
        std::vector<float> values(200 * 20, 1);
        for (int row = 0; row < 20; ++row) values[static_cast<std::size_t>(row * 200 + valley)] = 0;
        const std::vector<float> thin = thinned_grid(values, 200, 20, 41, 11);
        CHECK(*std::min_element(thin.begin(), thin.end()) < 0.92f);
    }
}

TEST_CASE("where heights are no numbers, there is a hole: nothing lies there, nothing is hidden or met") {
    for (const double none : {std::nan(""), std::numeric_limits<double>::infinity()})
        for (const bool logarithmic : {false, true}) {
            CAPTURE(none, logarithmic);
            const Terrain terrain =
                terrain_of([&](double x, double y) { return x < -0.5 ? none : 1 + x + 0.1 * y; }, logarithmic);
            const double border = terrain.box_x(-0.5), half = terrain.half_y();
            CHECK(terrain.is_hole(border - 0.02, 0));
            CHECK_FALSE(terrain.is_hole(border + 0.02, 0));
            CHECK(terrain.height(-0.6, 0.1) == 0);
            CHECK(terrain.height(border + 0.05, 0.1) < 0.4 * relief_height);  // no wall up to the greatest height
            CHECK(terrain.place({-1.5, 0.3, none}).z == 0);
            CHECK(terrain.place({1, 0.3, 2.03}).z == terrain.height(0.5, terrain.box_y(0.3)));
            CHECK_FALSE(terrain.hides({-0.9, 0, 0}, {-4, 0, 2}));
            CHECK(terrain.hides({border - 0.1, 0, 0}, {6, 0, 1}));
            CHECK_FALSE(terrain.first_hit({-0.7, 0, 3}, {-0.7, 0, 0}));
            const Terrain cliff = terrain_of([&](double x, double) { return x < -0.5 ? none : 3 - x; }, logarithmic);
            CHECK_FALSE(cliff.first_hit({-3, 0, 1}, {0.9, 0, 0.05}));  // in at the border, below the surface
            CHECK(cliff.first_hit({-1, 0, 3}, {0.2, 0, 0}));
            const auto hit = terrain.first_hit({0.5, 0, 3}, {0.5, 0, 0});
            REQUIRE(hit);
            CHECK_THAT(hit->z, WithinAbs(terrain.height(0.5, 0), 1e-4));
            const std::vector<float> corners = terrain.corners();
            for (std::size_t i = 0; i < corners.size(); i += 8) {
                const auto x = static_cast<double>(corners[i]), y = static_cast<double>(corners[i + 1]);
                CHECK((static_cast<double>(corners[i + 7]) < Terrain::least_known) ==
                      terrain.is_hole(x, std::clamp(y, -half, half)));
            }
        }
}

TEST_CASE("heights that are not finite, or all the same, or few, make a relief all the same") {
    const double nan = std::nan(""), infinite = std::numeric_limits<double>::infinity();
    const auto check = [](const Terrain& terrain) {
        const std::vector<float> corners = terrain.corners();
        for (const float number : corners) CHECK(std::isfinite(number));
        const std::size_t floats = 8, count = corners.size() / floats;
        for (const int stride : {1, 2})
            for (const std::uint32_t index : terrain.triangles(stride)) CHECK(index < count);
        CHECK_FALSE(terrain.hides({0, 0, relief_height}, {0, -4, 3}));
        const double z = terrain.height(0.2, 0.1);
        CHECK((z >= 0 && z <= relief_height));
    };
    for (const bool logarithmic : {false, true}) {
        check(terrain_of([&](double x, double) { return x < 0 ? nan : 1 + x; }, logarithmic));
        check(terrain_of([&](double, double y) { return y < 0 ? infinite : y; }, logarithmic));
        check(terrain_of([&](double, double) { return nan; }, logarithmic));
        check(terrain_of([](double, double) { return 4; }, logarithmic));
        check(terrain_of(bump, logarithmic, 2, 2));
        check(terrain_of(bump, logarithmic, 3, 200));
    }
    check(Terrain());
}

TEST_CASE("a relief's mesh has no more cells than can be drawn quickly") {
    const Terrain terrain = terrain_of(bump, false, 700, 300);
    CHECK(terrain.columns() == Terrain::most_cells + 1);
    CHECK(terrain.rows() == Terrain::most_cells + 1);
    CHECK_THAT(terrain.half_y(), WithinAbs(0.5, 1e-9));
    CHECK(terrain.triangles(2).size() < 0.3 * static_cast<double>(terrain.triangles(1).size()));
    CHECK_THAT(terrain.plane_x(terrain.box_x(0.7)), WithinAbs(0.7, 1e-12));
    CHECK_THAT(terrain.plane_y(terrain.box_y(-1.3)), WithinAbs(-1.3, 1e-12));
}
