#pragma once
// Down in one direction, up in the other: how long does an optimizer rest where the gradient vanishes?

#include <limits>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace saddle {

inline double value(double x, double y, std::span<const double>) { return (x - y) * (x + y); }

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    return {2 * x, -2 * y};
}

inline std::array<double, 3> hessian(double, double, std::span<const double>) { return {2, 0, -2}; }

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {}; }

inline double infimum(std::span<const double>) { return -std::numeric_limits<double>::infinity(); }

inline constexpr SurfaceRow row = {
    .id = "saddle",
    .label = "Saddle",
    .formula = "f(x, y) = x² − y²",
    .source = "Dauphin et al., Identifying and attacking the saddle point problem, 2014",
    .settings = {},
    .window = {-2, 2, -2, 2},
    .start = {-1.6, 0.02},  // not on the ridge y = 0, which plain descent never leaves
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace saddle
}  // namespace ravine
