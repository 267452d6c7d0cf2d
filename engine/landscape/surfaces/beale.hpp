#pragma once
// Flat ground between steep corners: gradients of very different sizes on one way.

#include "engine/landscape/surfaces.hpp"

namespace ravine {

namespace beale {

/// The three residuals rₖ = cₖ − x·(1 − yᵏ), of which f is the sum of squares, with their derivatives.
struct Residual {
    double r, r_x, r_y, r_xy, r_yy;
};

inline std::array<Residual, 3> residuals(double x, double y) {
    const double y2 = y * y, y3 = y2 * y;
    return {{{1.5 - x * (1 - y), y - 1, x, 1, 0},
             {2.25 - x * (1 - y2), y2 - 1, 2 * x * y, 2 * y, 2 * x},
             {2.625 - x * (1 - y3), y3 - 1, 3 * x * y2, 3 * y2, 6 * x * y}}};
}

inline double value(double x, double y, std::span<const double>) {
    double sum = 0;
    for (const Residual& k : residuals(x, y)) sum += k.r * k.r;
    return sum;
}

inline std::array<double, 2> gradient(double x, double y, std::span<const double>) {
    std::array<double, 2> sum{0, 0};
    for (const Residual& k : residuals(x, y)) {
        sum[0] += 2 * k.r * k.r_x;
        sum[1] += 2 * k.r * k.r_y;
    }
    return sum;
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double>) {
    std::array<double, 3> sum{0, 0, 0};
    for (const Residual& k : residuals(x, y)) {
        sum[0] += 2 * k.r_x * k.r_x;
        sum[1] += 2 * (k.r_x * k.r_y + k.r * k.r_xy);
        sum[2] += 2 * (k.r_y * k.r_y + k.r * k.r_yy);
    }
    return sum;
}

inline std::array<double, 3> gauss_newton(double x, double y, std::span<const double>) {
    std::array<double, 3> sum{0, 0, 0};
    for (const Residual& k : residuals(x, y)) {
        sum[0] += 2 * k.r_x * k.r_x;
        sum[1] += 2 * k.r_x * k.r_y;
        sum[2] += 2 * k.r_y * k.r_y;
    }
    return sum;
}

inline std::vector<std::array<double, 2>> minima(std::span<const double>) { return {{3, 0.5}}; }

inline constexpr SurfaceRow row = {
    .id = "beale",
    .label = "Beale",
    .formula = "f(x, y) = (1.5 − x + x·y)² + (2.25 − x + x·y²)² + (2.625 − x + x·y³)²",
    .source = "Beale, On an iterative method for finding a local minimum of a function of more than one variable, 1958",
    .settings = {},
    .window = {-4.5, 4.5, -4.5, 4.5},
    .start = {1, 1.5},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = gauss_newton,
    .minima = minima,
};

}  // namespace beale
}  // namespace ravine
