#pragma once
// A valley that is nearly level along x = y: found at once, followed for ever.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace matyas {

/// f in its principal axes, where nothing cancels.
RAVINE_HOST_DEVICE inline std::array<Residual, 2> residuals(double x, double y) {
    return {{{0.1 * (x + y), 0.1, 0.1, 0, 0, 0}, {0.5 * (x - y), 0.5, -0.5, 0, 0, 0}}};
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{0, 0}}; }

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "matyas",
    .label = "Matyas",
    .formula = "f(x, y) = 0.26·(x² + y²) − 0.48·x·y",
    .source = "Matyas, Random optimization, 1965",
    .settings = {},
    .window = {-10, 10, -10, 10},
    .start = {-9, -2},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace matyas
}  // namespace ravine
