#pragma once
// Surfaces that are sums of squares: all derivatives follow from those of the residuals.

#include <array>
#include <span>

#include "engine/core/host_device.hpp"

namespace ravine {

/// A residual at a point, with its first and second derivatives.
struct Residual {
    double r, r_x, r_y, r_xx, r_xy, r_yy;
};

/// f = Σ rₖ², given `residuals(x, y)`, an array of them.
template <auto residuals>
struct SumOfSquares {
    static double value(double x, double y, std::span<const double>) {
        double sum = 0;
        for (const Residual& k : residuals(x, y)) sum += k.r * k.r;
        return sum;
    }

    RAVINE_HOST_DEVICE static std::array<double, 2> gradient(double x, double y, std::span<const double>) {
        std::array<double, 2> sum{0, 0};
        for (const Residual& k : residuals(x, y)) {
            sum[0] += 2 * k.r * k.r_x;
            sum[1] += 2 * k.r * k.r_y;
        }
        return sum;
    }

    static std::array<double, 3> hessian(double x, double y, std::span<const double>) {
        std::array<double, 3> sum{0, 0, 0};
        for (const Residual& k : residuals(x, y)) {
            sum[0] += 2 * (k.r_x * k.r_x + k.r * k.r_xx);
            sum[1] += 2 * (k.r_x * k.r_y + k.r * k.r_xy);
            sum[2] += 2 * (k.r_y * k.r_y + k.r * k.r_yy);
        }
        return sum;
    }

    static std::array<double, 3> gauss_newton(double x, double y, std::span<const double>) {
        std::array<double, 3> sum{0, 0, 0};
        for (const Residual& k : residuals(x, y)) {
            sum[0] += 2 * k.r_x * k.r_x;
            sum[1] += 2 * k.r_x * k.r_y;
            sum[2] += 2 * k.r_y * k.r_y;
        }
        return sum;
    }
};

}  // namespace ravine
