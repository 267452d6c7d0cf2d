#pragma once
// A nearly level plain of dents around a funnel that ends in a cusp, where no gradient announces the minimum.

#include <cmath>
#include <numbers>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/polish.hpp"

namespace ravine {

namespace ackley {

inline constexpr double depth = 20, decay = 0.2 / std::numbers::sqrt2;

/// sin²(πx) + sin²(πy), with its derivatives: the dents are e − exp(½cos(2πx) + ½cos(2πy)) = e·(1 − exp(−waves)).
struct Waves {
    double sum, x, y, xx, yy;

    RAVINE_HOST_DEVICE Waves(double at_x, double at_y) {
        using std::numbers::pi;
        const double sine_x = std::sin(pi * at_x), sine_y = std::sin(pi * at_y);
        sum = sine_x * sine_x + sine_y * sine_y;
        x = pi * std::sin(2 * pi * at_x), y = pi * std::sin(2 * pi * at_y);
        xx = 2 * pi * pi * std::cos(2 * pi * at_x), yy = 2 * pi * pi * std::cos(2 * pi * at_y);
    }
};

inline double value(double x, double y, std::span<const double>) {
    return -depth * std::expm1(-decay * std::hypot(x, y)) - std::numbers::e * std::expm1(-Waves(x, y).sum);
}

/// At the origin, the tip of the cone, the gradient is taken as 0: that is a subgradient, and it is the minimum.
RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    const Waves waves(x, y);
    const double radius = std::hypot(x, y), dents = std::exp(1 - waves.sum);
    const double slope = radius > 0 ? depth * decay * std::exp(-decay * radius) / radius : 0;
    return {slope * x + dents * waves.x, slope * y + dents * waves.y};
}

/// At the origin that of the dents alone: the cone has none there.
inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    const Waves waves(x, y);
    const double radius = std::hypot(x, y), dents = std::exp(1 - waves.sum);
    std::array<double, 3> sum{dents * (waves.xx - waves.x * waves.x), -dents * waves.x * waves.y,
                              dents * (waves.yy - waves.y * waves.y)};
    if (radius == 0) return sum;
    const double ux = x / radius, uy = y / radius;
    const double slope = depth * decay * std::exp(-decay * radius), across = slope / radius, along = -decay * slope;
    sum[0] += along * ux * ux + across * uy * uy;
    sum[1] += (along - across) * ux * uy;
    sum[2] += along * uy * uy + across * ux * ux;
    return sum;
}

/// The 49 of the window, one near each pair of whole numbers; the origin is the lowest.
inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    static const std::vector<std::array<double, 2>> all = polished_lattice(3, gradient, hessian);
    return all;
}

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "ackley",
    .label = "Ackley",
    .formula = "f(x, y) = 20 + e − 20·exp(−0.2·√(½(x² + y²))) − exp(½(cos(2πx) + cos(2πy)))",
    .source = "Ackley, A connectionist machine for genetic hillclimbing, 1987",
    .settings = {},
    .window = {-3.5, 3.5, -3.5, 3.5},
    .start = {-2.6, 1.6},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace ackley
}  // namespace ravine
