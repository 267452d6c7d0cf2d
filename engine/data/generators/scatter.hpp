#pragma once
// What the generators share: each point draws from streams of its own, so it depends on seed and index alone and stays
// when `points` is raised. Place and noise draw from different streams, so raising `noise` moves points along fixed
// directions.

#include <cstdint>
#include <numbers>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/data/generators.hpp"

namespace ravine::generator {

struct Position {
    double x1, x2;
};

/// Shapes without noise lie within ±half_width in each coordinate.
inline constexpr double half_width = 5;
/// Standard deviation, at noise 1, of what noise adds to a coordinate or to a curve's y.
inline constexpr double noise_deviation = 2;

/// (radius, angle in turns) from the origin.
inline Position at_angle(double radius, double turns) {
    const double angle = 2 * std::numbers::pi * turns;
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

inline RandomStream place_stream(const GeneratorRequest& request, int index) {
    return {request.seed, RandomPurpose::points, static_cast<std::uint64_t>(index)};
}

inline RandomStream noise_stream(const GeneratorRequest& request, int index) {
    return {request.seed, RandomPurpose::noise, static_cast<std::uint64_t>(index)};
}

/// Classes in turn, each point at place(class, random), then moved by the noise.
template <class Place>
std::vector<Point> scatter_classes(const GeneratorRequest& request, int classes, Place place) {
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(request.points));
    const double deviation = noise_deviation * request.noise;
    for (int i = 0; i < request.points; ++i) {
        RandomStream random = place_stream(request, i), noise = noise_stream(request, i);
        const Position at = place(i % classes, random);
        const double right = deviation * noise.normal(), up = deviation * noise.normal();
        points.push_back({at.x1 + right, at.x2 + up, static_cast<double>(i % classes)});
    }
    return points;
}

/// Points all over the square with targets height(x1, x2) + noise · N(0, 1).
template <class Height>
std::vector<Point> scatter_heights(const GeneratorRequest& request, Height height) {
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(request.points));
    for (int i = 0; i < request.points; ++i) {
        RandomStream random = place_stream(request, i), noise = noise_stream(request, i);
        const double x1 = random.uniform(-half_width, half_width), x2 = random.uniform(-half_width, half_width);
        points.push_back({x1, x2, height(x1, x2) + request.noise * noise.normal()});
    }
    return points;
}

/// Points of the curve y = f(x) with noise on y.
template <class Curve>
std::vector<Point> scatter_curve(const GeneratorRequest& request, Curve curve) {
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(request.points));
    for (int i = 0; i < request.points; ++i) {
        RandomStream random = place_stream(request, i), noise = noise_stream(request, i);
        const double x = random.uniform(-half_width, half_width);
        points.push_back({x, 0, curve(x) + noise_deviation * request.noise * noise.normal()});
    }
    return points;
}

/// GeneratorRow::classes of generators with two classes, and of those without any.
inline int two_classes(std::span<const double>) { return 2; }
inline int no_classes(std::span<const double>) { return 0; }
/// Of those whose first setting is the number of classes.
inline int chosen_classes(std::span<const double> settings) { return static_cast<int>(settings[0]); }

}  // namespace ravine::generator
