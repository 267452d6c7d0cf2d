#pragma once
// A curved valley: easy to find, slow to follow.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace rosenbrock {

RAVINE_HOST_DEVICE inline std::array<Residual, 2> residuals(double x, double y) {
    return {{{1 - x, -1, 0, 0, 0, 0}, {10 * (y - x * x), -20 * x, 10, -20, 0, 0}}};
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{1, 1}}; }

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "rosenbrock",
    .label = "Rosenbrock",
    .formula = "f(x, y) = (1 − x)² + 100·(y − x²)²",
    .source = "Rosenbrock, An automatic method for finding the greatest or least value of a function, 1960",
    .settings = {},
    .window = {-2, 2, -1, 3},
    .start = {-1.2, 1},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace rosenbrock
}  // namespace ravine
