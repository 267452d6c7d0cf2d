// What the single generators promise in their formulas.
#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

std::vector<Point> without_noise(std::string_view id, std::vector<double> settings) {
    return find_row(generators(), id)->generate({400, 0, 1, settings});
}

}  // namespace

TEST_CASE("circle: the inner disc is class 0, the ring class 1") {
    for (const Point& point : without_noise("circle", {})) {
        const double radius = std::hypot(point.x1, point.x2);
        REQUIRE(radius < 5);
        REQUIRE((point.target == 0 ? radius < 2.2 : radius > 3));
    }
}

TEST_CASE("rings: equally spaced radii") {
    for (const Point& point : without_noise("rings", {5}))
        REQUIRE_THAT(std::hypot(point.x1, point.x2), WithinAbs(point.target + 1, 1e-12));
}

TEST_CASE("xor: the class follows from the signs") {
    for (const Point& point : without_noise("xor", {})) REQUIRE((point.x1 * point.x2 > 0) == (point.target == 0));
}

TEST_CASE("checkerboard: the class is the cell's parity") {
    for (const Point& point : without_noise("checkerboard", {5})) {
        const double cell = std::floor((point.x1 + 5) / 2) + std::floor((point.x2 + 5) / 2);
        REQUIRE(std::fmod(cell, 2) == point.target);
    }
}

TEST_CASE("spiral: the angle grows with the radius") {
    for (const Point& point : without_noise("spiral", {3, 1.5})) {
        const double along = std::hypot(point.x1, point.x2) / 5;
        const double angle = 2 * std::numbers::pi * (1.5 * along + point.target / 3);
        REQUIRE_THAT(point.x1, WithinAbs(5 * along * std::cos(angle), 1e-9));
        REQUIRE_THAT(point.x2, WithinAbs(5 * along * std::sin(angle), 1e-9));
    }
}

TEST_CASE("plane: a linear function of the coordinates") {
    for (const Point& point : without_noise("plane", {}))
        REQUIRE_THAT(point.target, WithinAbs((point.x1 + point.x2) / 10, 1e-15));
}

TEST_CASE("multi_gauss: odd in x2, so that hills and hollows face each other") {
    for (const Point& point : without_noise("multi_gauss", {})) {
        const double hill = std::exp(-((point.x1 - 3) * (point.x1 - 3) + (point.x2 - 2.5) * (point.x2 - 2.5)) / 2.88);
        if (point.x1 > 4 && point.x2 > 2) REQUIRE_THAT(point.target, WithinAbs(hill, 0.05));
        if (std::abs(point.x2) < 1e-3) REQUIRE_THAT(point.target, WithinAbs(0, 1e-2));
    }
}

TEST_CASE("the cubic is Chebyshev's 4u³ − 3u") {
    for (const Point& point : without_noise("polynomial", {3})) {
        const double u = point.x1 / 5;
        REQUIRE_THAT(point.target, WithinAbs(3 * (4 * u * u * u - 3 * u), 1e-9));
    }
}

TEST_CASE("sine and damped wave follow their formulas") {
    for (const Point& point : without_noise("sine", {2}))
        REQUIRE_THAT(point.target, WithinAbs(3 * std::sin(2 * point.x1), 1e-12));
    for (const Point& point : without_noise("damped_wave", {3, 0.5})) {
        const double time = point.x1 + 5;
        REQUIRE_THAT(point.target, WithinAbs(3 * std::exp(-0.5 * time) * std::cos(3 * time), 1e-12));
    }
}

TEST_CASE("step: as many jumps as asked for, from −3 to 3") {
    for (const Point& point : without_noise("step", {1})) REQUIRE(point.target == (point.x1 < 0 ? -3 : 3));
    for (const Point& point : without_noise("step", {2}))
        REQUIRE((point.target == -3 || point.target == 0 || point.target == 3));
}
