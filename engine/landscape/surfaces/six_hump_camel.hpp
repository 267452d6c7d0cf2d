#pragma once
// Six minima at three depths: a descent ends in the one whose basin it began in, momentum may leave it.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/polish.hpp"

namespace ravine {

namespace six_hump_camel {

inline double value(double x, double y, std::span<const double>) {
    const double x2 = x * x, y2 = y * y;
    return (4 - 2.1 * x2 + x2 * x2 / 3) * x2 + x * y + 4 * (y2 - 1) * y2;
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    const double x2 = x * x;
    return {x * (8 - 8.4 * x2 + 2 * x2 * x2) + y, x + y * (16 * y * y - 8)};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    const double x2 = x * x;
    return {8 - 25.2 * x2 + 10 * x2 * x2, 1, 48 * y * y - 8};
}

/// The lowest pair first; f(−x, −y) = f(x, y).
inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    std::vector<std::array<double, 2>> all;
    for (const std::array<double, 2> near : {std::array{0.09, -0.71}, {1.7, -0.8}, {1.61, 0.57}}) {
        const auto [x, y] = polished(near, gradient, hessian);
        all.insert(all.end(), {{x, y}, {-x, -y}});
    }
    return all;
}

inline double infimum(std::span<const double> s) {
    const auto [x, y] = minima(s).front();
    return value(x, y, s);
}

inline constexpr SurfaceRow row = {
    .id = "six_hump_camel",
    .label = "Six-hump camel",
    .formula = "f(x, y) = (4 − 2.1x² + x⁴/3)·x² + x·y + (4y² − 4)·y²",
    .source = "Dixon and Szegő, Towards Global Optimisation 2, 1978",
    .settings = {},
    .window = {-2.2, 2.2, -1.3, 1.3},
    .start = {2, 1},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace six_hump_camel
}  // namespace ravine
