#pragma once
// Minima that have no closed form.

#include <array>
#include <cmath>
#include <span>

namespace ravine {

/// The stationary point near `at`, to double precision by Newton's steps.
template <class Gradient, class Hessian>
std::array<double, 2> polished(std::array<double, 2> at, Gradient gradient, Hessian hessian,
                               std::span<const double> settings = {}) {
    constexpr int most_steps = 30;
    constexpr double least_step = 1e-15;
    double step = 1;
    for (int i = 0; i < most_steps && step > least_step; ++i) {
        const auto [g_x, g_y] = gradient(at[0], at[1], settings);
        const auto [h_xx, h_xy, h_yy] = hessian(at[0], at[1], settings);
        const double determinant = h_xx * h_yy - h_xy * h_xy;
        const double step_x = (h_yy * g_x - h_xy * g_y) / determinant;
        const double step_y = (h_xx * g_y - h_xy * g_x) / determinant;
        at = {at[0] - step_x, at[1] - step_y};
        step = std::hypot(step_x, step_y);
    }
    return at;
}

}  // namespace ravine
