#pragma once
// Flat ground between steep corners: gradients of very different sizes on one way.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace beale {

/// rₖ = cₖ − x·(1 − yᵏ)
RAVINE_HOST_DEVICE inline std::array<Residual, 3> residuals(double x, double y) {
    const double y2 = y * y, y3 = y2 * y;
    return {{{1.5 - x * (1 - y), y - 1, x, 0, 1, 0},
             {2.25 - x * (1 - y2), y2 - 1, 2 * x * y, 0, 2 * y, 2 * x},
             {2.625 - x * (1 - y3), y3 - 1, 3 * x * y2, 0, 3 * y2, 6 * x * y}}};
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{3, 0.5}}; }

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "beale",
    .label = "Beale",
    .formula = "f(x, y) = (1.5 − x + x·y)² + (2.25 − x + x·y²)² + (2.625 − x + x·y³)²",
    .source = "Beale, On an iterative method for finding a local minimum of a function of more than one variable, 1958",
    .settings = {},
    .window = {-4.5, 4.5, -4.5, 4.5},
    .start = {1, 1.5},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace beale
}  // namespace ravine
