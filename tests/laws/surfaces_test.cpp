#include "engine/landscape/surfaces.hpp"

#include <cmath>
#include <string>

#include "engine/core/random.hpp"
#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Default settings first, then a few drawn from their ranges.
std::vector<double> draw_settings(const SurfaceRow& row, int trial, RandomStream& random) {
    std::vector<double> values = standard_values(row.settings);
    if (trial == 0) return values;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = random.uniform(row.settings[i].least, row.settings[i].most);
    return values;
}

/// Calls check(row, settings, x, y) at many points of every surface's window, for several settings.
template <class Check>
void at_random_points(const Check& check) {
    RandomStream random(1, RandomPurpose::points);
    for (const SurfaceRow& row : surfaces())
        for (int trial = 0; trial < 5; ++trial) {
            const std::vector<double> settings = draw_settings(row, trial, random);
            for (int i = 0; i < 40; ++i) {
                const double x = random.uniform(row.window.x_least, row.window.x_most);
                const double y = random.uniform(row.window.y_least, row.window.y_most);
                INFO(row.id << " at " << x << ", " << y);
                check(row, settings, x, y);
            }
        }
}

constexpr double h = 1e-5;

}  // namespace

TEST_CASE("every surface's gradient is its value's central difference") {
    at_random_points([](const SurfaceRow& row, const std::vector<double>& s, double x, double y) {
        const auto [gx, gy] = row.gradient(x, y, s);
        const double scale = 1 + std::abs(row.value(x, y, s)) + std::abs(gx) + std::abs(gy);
        CHECK(std::abs(gx - (row.value(x + h, y, s) - row.value(x - h, y, s)) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(gy - (row.value(x, y + h, s) - row.value(x, y - h, s)) / (2 * h)) < 1e-7 * scale);
    });
}

TEST_CASE("every surface's Hessian is its gradient's central difference") {
    at_random_points([](const SurfaceRow& row, const std::vector<double>& s, double x, double y) {
        const auto [xx, xy, yy] = row.hessian(x, y, s);
        const auto right = row.gradient(x + h, y, s), left = row.gradient(x - h, y, s);
        const auto above = row.gradient(x, y + h, s), below = row.gradient(x, y - h, s);
        const double scale = 1 + std::abs(right[0]) + std::abs(right[1]) + std::abs(xx) + std::abs(xy) + std::abs(yy);
        CHECK(std::abs(xx - (right[0] - left[0]) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(xy - (right[1] - left[1]) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(xy - (above[0] - below[0]) / (2 * h)) < 1e-7 * scale);
        CHECK(std::abs(yy - (above[1] - below[1]) / (2 * h)) < 1e-7 * scale);
    });
}

TEST_CASE("a sum of squares has a Gauss-Newton matrix that is never indefinite and is the Hessian where it is 0") {
    at_random_points([](const SurfaceRow& row, const std::vector<double>& s, double x, double y) {
        if (row.gauss_newton == nullptr) return;
        const auto [xx, xy, yy] = row.gauss_newton(x, y, s);
        CHECK(xx >= 0);
        CHECK(yy >= 0);
        CHECK(xx * yy - xy * xy >= -1e-9 * xx * yy);
    });
    for (const SurfaceRow& row : surfaces()) {
        INFO(row.id);
        const std::vector<double> s = standard_values(row.settings);
        CHECK((row.gauss_newton == nullptr) == row.minima(s).empty());
        for (const auto& [x, y] : row.minima(s))
            for (std::size_t i = 0; i < 3; ++i)
                CHECK(row.gauss_newton(x, y, s)[i] == Approx(row.hessian(x, y, s)[i]).margin(1e-9));
    }
}

TEST_CASE("every surface is flat and convex at its minima, and lower nowhere in its window") {
    RandomStream random(2, RandomPurpose::points);
    for (const SurfaceRow& row : surfaces()) {
        const std::vector<double> s = standard_values(row.settings);
        for (const auto& [x, y] : row.minima(s)) {
            INFO(row.id << " at " << x << ", " << y);
            CHECK((x >= row.window.x_least && x <= row.window.x_most));
            CHECK((y >= row.window.y_least && y <= row.window.y_most));
            const auto [gx, gy] = row.gradient(x, y, s);
            CHECK(std::hypot(gx, gy) < 1e-10);
            const auto [xx, xy, yy] = row.hessian(x, y, s);
            CHECK((xx > 0 && xx * yy > xy * xy));
            CHECK(std::abs(row.value(x, y, s)) < 1e-20);
            for (int i = 0; i < 200; ++i)
                CHECK(row.value(random.uniform(row.window.x_least, row.window.x_most),
                                random.uniform(row.window.y_least, row.window.y_most), s) >= 0);
        }
    }
}

TEST_CASE("surfaces have their textbook values") {
    const auto value = [](std::string_view id, double x, double y) {
        const SurfaceRow& row = *find_row(surfaces(), id);
        return row.value(x, y, standard_values(row.settings));
    };
    CHECK(value("quadratic_ravine", 2, 1) == 17);  // (4 + 30)/2
    CHECK(value("rosenbrock", -1.2, 1) == Approx(24.2).epsilon(1e-12));
    CHECK(value("beale", 1, 1) == Approx(14.203125).epsilon(1e-12));
    CHECK(value("himmelblau", 0, 0) == 170);
    CHECK(value("himmelblau", -0.270845, -0.923039) == Approx(181.617).epsilon(1e-5));  // its local maximum
    CHECK(value("saddle", 2, 1) == 3);
}

TEST_CASE("the ravine's curvatures are 1 and its condition number, however it is turned") {
    const SurfaceRow& row = *find_row(surfaces(), "quadratic_ravine");
    for (double angle : {0.0, 25.0, 90.0})
        for (double condition : {1.0, 30.0, 1000.0}) {
            const auto [xx, xy, yy] = row.hessian(0, 0, std::vector<double>{condition, angle});
            CHECK(xx + yy == Approx(1 + condition));
            CHECK(xx * yy - xy * xy == Approx(condition).epsilon(1e-9));
        }
}

TEST_CASE("every surface's start lies in its window, away from its minima, where the ground is not flat") {
    for (const SurfaceRow& row : surfaces()) {
        INFO(row.id);
        const auto [x, y] = row.start;
        CHECK((x > row.window.x_least && x < row.window.x_most && y > row.window.y_least && y < row.window.y_most));
        const auto [gx, gy] = row.gradient(x, y, standard_values(row.settings));
        CHECK(std::hypot(gx, gy) > 0.1);
        for (const auto& minimum : row.minima(standard_values(row.settings)))
            CHECK(std::hypot(x - minimum[0], y - minimum[1]) > 1);
    }
}
