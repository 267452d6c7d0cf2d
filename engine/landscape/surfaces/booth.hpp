#pragma once
// A bowl that is stretched aslant, so that steps along the axes go astray.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace booth {

RAVINE_HOST_DEVICE inline std::array<Residual, 2> residuals(double x, double y) {
    return {{{x + 2 * y - 7, 1, 2, 0, 0, 0}, {2 * x + y - 5, 2, 1, 0, 0, 0}}};
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{1, 3}}; }

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "booth",
    .label = "Booth",
    .formula = "f(x, y) = (x + 2y − 7)² + (2x + y − 5)²",
    .source = "Jamil and Yang, A literature survey of benchmark functions for global optimization problems, 2013",
    .settings = {},
    .window = {-10, 10, -10, 10},
    .start = {-8, -2},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace booth
}  // namespace ravine
