#pragma once
// A bowl full of dents, all in rows along the axes: the nearest minimum is hardly ever the lowest.

#include <cmath>
#include <numbers>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/polish.hpp"

namespace ravine {

namespace rastrigin {

inline double value(double x, double y, std::span<const double>) {
    // 10 − 10·cos(2πt) = 20·sin²(πt), which is right to the last digit near the bottom as well
    const auto along = [](double t) {
        const double sine = std::sin(std::numbers::pi * t);
        return t * t + 20 * sine * sine;
    };
    return along(x) + along(y);
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    using std::numbers::pi;
    const auto along = [](double t) { return 2 * t + 20 * pi * std::sin(2 * pi * t); };
    return {along(x), along(y)};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    using std::numbers::pi;
    const auto along = [](double t) { return 2 + 40 * pi * pi * std::cos(2 * pi * t); };
    return {along(x), 0, along(y)};
}

/// The 121 of the window, one near each pair of whole numbers.
inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    static const std::vector<std::array<double, 2>> all = polished_lattice(5, gradient, hessian);
    return all;
}

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "rastrigin",
    .label = "Rastrigin",
    .formula = "f(x, y) = 20 + x² − 10·cos(2πx) + y² − 10·cos(2πy)",
    .source = "Rastrigin, Systems of extremal control, 1974",
    .settings = {},
    .window = {-5.12, 5.12, -5.12, 5.12},
    .start = {-3.6, 2.7},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace rastrigin
}  // namespace ravine
