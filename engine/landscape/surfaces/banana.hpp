#pragma once
// Rosenbrock's valley with gentler slopes, on which momentum can be watched at moderate rates.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace banana {

RAVINE_HOST_DEVICE inline std::array<Residual, 2> residuals(double x, double y) {
    constexpr double root = 4.47213595499957939;  // √20
    return {{{1 - x, -1, 0, 0, 0, 0}, {root * (3 * y - x * x), -2 * root * x, 3 * root, -2 * root, 0, 0}}};
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{1, 1.0 / 3}}; }

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "banana",
    .label = "Banana",
    .formula = "f(x, y) = (1 − x)² + 20·(3y − x²)²",
    .source = "Goh, Why momentum really works, Distill, 2017",
    .settings = {},
    .window = {-2, 2, -0.6, 1.4},
    .start = {-1.21, 0.853},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace banana
}  // namespace ravine
