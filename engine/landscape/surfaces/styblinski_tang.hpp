#pragma once
// Four minima, one the lowest: only chance, noise or momentum tells them apart.

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/polish.hpp"

namespace ravine {

namespace styblinski_tang {

inline double value(double x, double y, std::span<const double>) {
    const auto along = [](double t) { return t * (t * (t * t - 16) + 5) / 2; };
    return along(x) + along(y);
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    const auto along = [](double t) { return 2 * t * (t * t - 8) + 2.5; };
    return {along(x), along(y)};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    return {6 * x * x - 16, 0, 6 * y * y - 16};
}

/// The lowest one first.
inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    const auto [low, high] = polished({-2.9, 2.75}, gradient, hessian);
    return {{low, low}, {low, high}, {high, low}, {high, high}};
}

inline double infimum(std::span<const double> s) {
    const auto [x, y] = minima(s).front();
    return value(x, y, s);
}

inline constexpr SurfaceRow row = {
    .id = "styblinski_tang",
    .label = "Styblinski-Tang",
    .formula = "f(x, y) = ½·(x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)",
    .source = "Styblinski and Tang, Experiments in nonconvex optimization, 1990",
    .settings = {},
    .window = {-4, 4, -4, 4},
    .start = {3.8, 0.6},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace styblinski_tang
}  // namespace ravine
