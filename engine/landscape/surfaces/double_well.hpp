#pragma once
// Two wells, of which one is deeper: does an optimizer get over the rise between them?

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/polish.hpp"

namespace ravine {

namespace double_well {

inline constexpr Setting settings[] = {
    {"tilt", "Tilt", "τ", "How much the left well lies below the right one: about twice this", 0.3, 0, 1.2},
};

inline double value(double x, double y, std::span<const double> s) {
    const double rise = (x - 1) * (x + 1);
    return rise * rise + s[0] * x + y * y;
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double> s) {
    return {4 * x * (x - 1) * (x + 1) + s[0], 2 * y};
}

inline std::array<double, 3> hessian(double x, double, std::span<const double>) { return {12 * x * x - 4, 0, 2}; }

/// The lower one first. There are two while the tilt is below 8/√27 ≈ 1.54.
inline std::vector<std::array<double, 2>> minima(std::span<const double> s) {
    return {polished({-1, 0}, gradient, hessian, s), polished({1, 0}, gradient, hessian, s)};
}

inline double infimum(std::span<const double> s) {
    const auto [x, y] = minima(s).front();
    return value(x, y, s);
}

inline constexpr SurfaceRow row = {
    .id = "double_well",
    .label = "Double well",
    .formula = "f(x, y) = (x² − 1)² + τ·x + y²",
    .source = "Kramers, Brownian motion in a field of force and the diffusion model of chemical reactions, 1940",
    .settings = settings,
    .window = {-2, 2, -1.5, 1.5},
    .start = {1.6, 1.1},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace double_well
}  // namespace ravine
