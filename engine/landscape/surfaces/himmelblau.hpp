#pragma once
// Four minima of the same depth: which one is reached depends on start and optimizer.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace himmelblau {

RAVINE_HOST_DEVICE inline std::array<Residual, 2> residuals(double x, double y) {
    return {{{x * x + y - 11, 2 * x, 1, 2, 0, 0}, {x + y * y - 7, 1, 2 * y, 0, 0, 2}}};
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    return {{3, 2},
            {-2.805118086952745, 3.131312518250573},
            {-3.779310253377747, -3.283185991286170},
            {3.584428340330492, -1.848126526964404}};
}

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "himmelblau",
    .label = "Himmelblau",
    .formula = "f(x, y) = (x² + y − 11)² + (x + y² − 7)²",
    .source = "Himmelblau, Applied Nonlinear Programming, 1972",
    .settings = {},
    .window = {-5, 5, -5, 5},
    .start = {0, -1.2},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace himmelblau
}  // namespace ravine
