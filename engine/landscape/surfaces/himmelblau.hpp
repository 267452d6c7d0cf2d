#pragma once
// Four minima of the same depth: which one is reached depends on start and optimizer.

#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace himmelblau {

inline double value(double x, double y, std::span<const double>) {
    const double p = x * x + y - 11, q = x + y * y - 7;
    return p * p + q * q;
}

inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    const double p = x * x + y - 11, q = x + y * y - 7;
    return {4 * x * p + 2 * q, 2 * p + 4 * y * q};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    const double p = x * x + y - 11, q = x + y * y - 7;
    return {4 * p + 8 * x * x + 2, 4 * (x + y), 4 * q + 8 * y * y + 2};
}

inline std::array<double, 3> gauss_newton(double x, double y, std::span<const double>) {
    return {8 * x * x + 2, 4 * (x + y), 8 * y * y + 2};
}

inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    return {{3, 2},
            {-2.805118086952745, 3.131312518250573},
            {-3.779310253377747, -3.283185991286170},
            {3.584428340330492, -1.848126526964404}};
}

inline constexpr SurfaceRow row = {
    .id = "himmelblau",
    .label = "Himmelblau",
    .formula = "f(x, y) = (x² + y − 11)² + (x + y² − 7)²",
    .source = "Himmelblau, Applied Nonlinear Programming, 1972",
    .settings = {},
    .window = {-5, 5, -5, 5},
    .start = {0, -1.2},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = gauss_newton,
    .minima = minima,
};

}  // namespace himmelblau
}  // namespace ravine
