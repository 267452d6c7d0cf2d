#pragma once
// Heights of painted ground with their derivatives at one place, on the host and on a GPU.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "engine/core/host_device.hpp"
#include "engine/landscape/window.hpp"

namespace ravine {

/// height·exp(−r²/(2·width²)) around (x, y); a valley where the height is negative.
struct Bump {
    double x = 0, y = 0, height = -1, width = 0.7;

    bool operator==(const Bump&) const = default;
};

/// The four cubic B-splines that are not 0 between two control points, at a share 0 … 1 of the way, and their first and
/// second derivatives by that share (de Boor 1978).
struct SplineBasis {
    std::array<double, 4> value, slope, curvature;

    RAVINE_HOST_DEVICE explicit SplineBasis(double t) {
        const double s = 1 - t;
        value = {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
                 t * t * t / 6};
        slope = {-s * s / 2, (3 * t * t - 4 * t) / 2, -(3 * s * s - 4 * s) / 2, t * t / 2};
        curvature = {s, 3 * t - 2, 3 * s - 2, t};
    }
};

/// A place among control points along one axis.
struct SplineCell {
    int first;        ///< of the four that count; may lie beyond the edges
    double share;     ///< of the way between the middle two
    double per_unit;  ///< control points per unit of the plane; 0 beyond the edges, where nothing changes

    RAVINE_HOST_DEVICE SplineCell(double at, double least, double most, int size) {
        const double scale = (size - 1) / (most - least), place = (at - least) * scale;
        const double inside = std::clamp(place, 0.0, double(size - 1));
        const int index = std::min(static_cast<int>(inside), size - 2);
        first = index - 1;
        share = inside - index;
        per_unit = inside == place ? scale : 0;
    }
};

/// A PaintedGround whose lists stand elsewhere.
struct PaintedRelief {
    Window window;
    double bowl;
    int size;
    std::span<const double> heights;  ///< [size × size]
    std::span<const Bump> bumps;

    /// Value and derivatives at once: f, f_x, f_y, f_xx, f_xy, f_yy.
    RAVINE_HOST_DEVICE std::array<double, 6> jet(double x, double y) const {
        const double b = bowl;
        std::array<double, 6> jet{0.5 * b * (x * x + y * y), b * x, b * y, b, 0, b};
        for (const Bump& bump : bumps) {
            const double dx = x - bump.x, dy = y - bump.y, per_square = 1 / (bump.width * bump.width);
            const double f = bump.height * std::exp(-0.5 * per_square * (dx * dx + dy * dy));
            const double f_x = -per_square * dx * f, f_y = -per_square * dy * f;
            const std::array<double, 6> own{
                f, f_x, f_y, -per_square * (f + dx * f_x), -per_square * dx * f_y, -per_square * (f + dy * f_y)};
            for (std::size_t i = 0; i < own.size(); ++i) jet[i] += own[i];
        }
        if (size > 0) add_spline(x, y, jet);
        return jet;
    }
    /// {∂x, ∂y}
    RAVINE_HOST_DEVICE std::array<double, 2> operator()(double x, double y) const {
        const std::array<double, 6> at = jet(x, y);
        return {at[1], at[2]};
    }

    /// The same on what `keep` gives for the lists: where they have been copied to.
    template <class Keep>
    PaintedRelief kept(const Keep& keep) const {
        return {window, bowl, size, keep(heights), keep(bumps)};
    }

  private:
    RAVINE_HOST_DEVICE double height(int column, int row) const {
        const int i = std::clamp(column, 0, size - 1), j = std::clamp(row, 0, size - 1);
        return heights[static_cast<std::size_t>(j * size + i)];
    }
    RAVINE_HOST_DEVICE void add_spline(double x, double y, std::array<double, 6>& jet) const {
        const SplineCell across(x, window.x_least, window.x_most, size), up(y, window.y_least, window.y_most, size);
        const SplineBasis u(across.share), v(up.share);
        for (int j = 0; j < 4; ++j) {
            double value = 0, slope = 0, curvature = 0;  // along x
            for (int i = 0; i < 4; ++i) {
                const auto k = static_cast<std::size_t>(i);
                const double h = height(across.first + i, up.first + j);
                value += u.value[k] * h;
                slope += u.slope[k] * h;
                curvature += u.curvature[k] * h;
            }
            const auto k = static_cast<std::size_t>(j);
            slope *= across.per_unit;
            curvature *= across.per_unit * across.per_unit;
            jet[0] += v.value[k] * value;
            jet[1] += v.value[k] * slope;
            jet[2] += v.slope[k] * up.per_unit * value;
            jet[3] += v.value[k] * curvature;
            jet[4] += v.slope[k] * up.per_unit * slope;
            jet[5] += v.curvature[k] * up.per_unit * up.per_unit * value;
        }
    }
};

}  // namespace ravine
