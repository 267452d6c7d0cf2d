#pragma once
// No minimum: two separable points are classified right with ever larger weights, and the loss falls for ever towards
// 0. From the origin descent sets out along the mean of the points and turns, ever more slowly, to the direction (1, 5)
// of the largest margin.

#include <algorithm>
#include <cmath>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace logistic_loss {

/// Points of class 1; the second one is (½, −1) of class 0, reflected.
inline constexpr std::array<std::array<double, 2>, 2> points = {{{2, 0.5}, {-0.5, 1}}};

/// Of a point with margin m: log(1 + exp(−m)), its slope −σ(−m) and its curvature σ(m)·σ(−m).
inline double loss(double m) { return std::max(-m, 0.0) + std::log1p(std::exp(-std::abs(m))); }
RAVINE_HOST_DEVICE inline double sigmoid(double t) { return 1 / (1 + std::exp(-t)); }

inline double value(double x, double y, std::span<const double>) {
    double sum = 0;
    for (const auto& [a, b] : points) sum += loss(a * x + b * y) / 2;
    return sum;
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    constexpr auto own = points;  // a GPU has no constants of the program's memory
    std::array<double, 2> sum{0, 0};
    for (const auto& [a, b] : own) {
        const double slope = -sigmoid(-(a * x + b * y)) / 2;
        sum[0] += slope * a;
        sum[1] += slope * b;
    }
    return sum;
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    std::array<double, 3> sum{0, 0, 0};
    for (const auto& [a, b] : points) {
        const double m = a * x + b * y, curvature = sigmoid(m) * sigmoid(-m) / 2;
        sum[0] += curvature * a * a;
        sum[1] += curvature * a * b;
        sum[2] += curvature * b * b;
    }
    return sum;
}

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {}; }

/// Approached, but nowhere reached.
inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "logistic_loss",
    .label = "Logistic loss",
    .formula = "f(x, y) = ½·log(1 + exp(−2x − ½y)) + ½·log(1 + exp(½x − y))",
    .source = "Soudry et al., The implicit bias of gradient descent on separable data, 2018",
    .settings = {},
    .window = {-4, 12, -4, 12},
    .start = {-1, -3},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace logistic_loss
}  // namespace ravine
