#pragma once
// A curved valley: easy to find, slow to follow.

#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace rosenbrock {

inline double value(double x, double y, std::span<const double>) {
    const double along = 1 - x, across = y - x * x;
    return along * along + 100 * across * across;
}

inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    const double across = y - x * x;
    return {-2 * (1 - x) - 400 * x * across, 200 * across};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    return {2 - 400 * (y - 3 * x * x), -400 * x, 200};
}

inline std::array<double, 3> gauss_newton(double x, double, std::span<const double>) {
    return {2 + 800 * x * x, -400 * x, 200};
}

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{1, 1}}; }

inline constexpr SurfaceRow row = {
    .id = "rosenbrock",
    .label = "Rosenbrock",
    .formula = "f(x, y) = (1 − x)² + 100·(y − x²)²",
    .source = "Rosenbrock, An automatic method for finding the greatest or least value of a function, 1960",
    .settings = {},
    .window = {-2, 2, -1, 3},
    .start = {-1.2, 1},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = gauss_newton,
    .minima = minima,
};

}  // namespace rosenbrock
}  // namespace ravine
