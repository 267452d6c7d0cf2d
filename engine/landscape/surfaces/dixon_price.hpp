#pragma once
// A valley that forks: two minima of the same depth and a saddle between them.

#include <numbers>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace dixon_price {

RAVINE_HOST_DEVICE inline std::array<Residual, 2> residuals(double x, double y) {
    constexpr double root = std::numbers::sqrt2;
    return {{{x - 1, 1, 0, 0, 0, 0}, {root * (2 * y * y - x), -root, 4 * root * y, 0, 0, 4 * root}}};
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    return {{1, std::numbers::sqrt2 / 2}, {1, -std::numbers::sqrt2 / 2}};
}

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "dixon_price",
    .label = "Dixon-Price",
    .formula = "f(x, y) = (x − 1)² + 2·(2y² − x)²",
    .source =
        "Dixon and Price, The truncated Newton method for sparse unconstrained optimisation using automatic "
        "differentiation, 1989",
    .settings = {},
    .window = {-1.5, 3.5, -1.6, 1.6},
    .start = {3, 0.1},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace dixon_price
}  // namespace ravine
