#pragma once
// A bowl with petals and one minimum, which is degenerate: along y = −x it is as flat as x⁴/3, so that even Newton's
// steps close in on it only by a third each.

#include <cmath>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace flower {

/// t − sin t, without cancellation near 0.
RAVINE_HOST_DEVICE inline double excess(double t) {
    if (std::abs(t) > 0.5) return t - std::sin(t);
    const double t2 = t * t;
    return t * t2 / 6 * (1 - t2 / 20 * (1 - t2 / 42 * (1 - t2 / 72 * (1 - t2 / 110 * (1 - t2 / 156)))));
}

/// 1 − cos t, likewise.
RAVINE_HOST_DEVICE inline double versine(double t) {
    const double sine = std::sin(t / 2);
    return 2 * sine * sine;
}

inline double value(double x, double y, std::span<const double>) {
    return (x + y) * (x + y) - x * excess(y) - y * excess(x);
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    const double sum = 2 * (x + y);
    return {sum - excess(y) - y * versine(x), sum - excess(x) - x * versine(y)};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    return {2 - y * std::sin(x), 2 - versine(x) - versine(y), 2 - x * std::sin(y)};
}

/// The only stationary point: elsewhere |2x| = |sin y + y·cos x| and |2y| = |sin x + x·cos y| cannot both hold.
inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{0, 0}}; }

/// |x·sin y + y·sin x| ≤ 2·|x·y| ≤ x² + y²
inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "flower",
    .label = "Flower",
    .formula = "f(x, y) = x² + y² + x·sin(y) + y·sin(x)",
    .source = "without a known author, from interactive demonstrations of gradient descent",
    .settings = {},
    .window = {-10, 10, -10, 10},
    .start = {-8.5, 4},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace flower
}  // namespace ravine
