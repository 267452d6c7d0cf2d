#pragma once
// Three ways down from a point where the curvature vanishes with the gradient.

#include <limits>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace monkey_saddle {

inline double value(double x, double y, std::span<const double>) { return x * (x * x - 3 * y * y); }

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    return {3 * (x - y) * (x + y), -6 * x * y};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) { return {6 * x, -6 * y, -6 * x}; }

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {}; }

inline double infimum(std::span<const double>) { return -std::numeric_limits<double>::infinity(); }

inline constexpr SurfaceRow row = {
    .id = "monkey_saddle",
    .label = "Monkey saddle",
    .formula = "f(x, y) = x³ − 3x·y²",
    .source = "Hilbert and Cohn-Vossen, Anschauliche Geometrie, 1932",
    .settings = {},
    .window = {-2, 2, -2, 2},
    .start = {1.6, 0.02},  // not on the ridge y = 0, which plain descent never leaves
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace monkey_saddle
}  // namespace ravine
