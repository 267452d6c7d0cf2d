#pragma once
// A bowl that is κ times as steep across as along: the surface on which a learning rate is never right for both.

#include <cmath>
#include <numbers>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace quadratic_ravine {

inline constexpr Setting settings[] = {
    {"condition_number", "Condition number", "κ", "How many times steeper the ravine is across than along", 30, 1, 1000,
     Scale::logarithmic},
    {"angle", "Angle", "φ", "Turns the ravine, so that no axis lies along it", 0, 0, 90, Scale::linear, {}, "°"},
};

/// The ravine's own axes: u along, v across.
struct Axes {
    double cosine, sine;

    RAVINE_HOST_DEVICE explicit Axes(double degrees)
        : cosine(std::cos(degrees * std::numbers::pi / 180)), sine(std::sin(degrees * std::numbers::pi / 180)) {}
    RAVINE_HOST_DEVICE double along(double x, double y) const { return cosine * x + sine * y; }
    RAVINE_HOST_DEVICE double across(double x, double y) const { return cosine * y - sine * x; }
};

inline double value(double x, double y, std::span<const double> s) {
    const Axes axes(s[1]);
    const double u = axes.along(x, y), v = axes.across(x, y);
    return 0.5 * (u * u + s[0] * v * v);
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double> s) {
    const Axes axes(s[1]);
    const double du = axes.along(x, y), dv = s[0] * axes.across(x, y);
    return {axes.cosine * du - axes.sine * dv, axes.sine * du + axes.cosine * dv};
}

inline std::array<double, 3> hessian(double, double, std::span<const double> s) {
    const Axes axes(s[1]);
    const double cc = axes.cosine * axes.cosine, ss = axes.sine * axes.sine;
    return {cc + s[0] * ss, (1 - s[0]) * axes.cosine * axes.sine, ss + s[0] * cc};
}

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{0, 0}}; }

inline double infimum(std::span<const double>) { return 0; }

inline constexpr SurfaceRow row = {
    .id = "quadratic_ravine",
    .label = "Quadratic ravine",
    .formula = "f(x, y) = ½(x² + κ·y²), turned by φ",
    .source = "Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
    .settings = settings,
    .window = {-5.2, 5.2, -1.9, 1.9},
    .start = {-4.6, 1.3},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = hessian,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace quadratic_ravine
}  // namespace ravine
