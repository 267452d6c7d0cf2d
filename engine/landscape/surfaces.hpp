#pragma once
// The table of analytic surfaces f(x, y) on which optimizers race.

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/setting.hpp"
#include "engine/landscape/window.hpp"

namespace ravine {

struct SurfaceRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;
    Window window;                ///< where it is worth looking at
    std::array<double, 2> start;  ///< a good start point for a race
    double (*value)(double x, double y, std::span<const double> settings);
    std::array<double, 2> (*gradient)(double x, double y, std::span<const double> settings);
    /// {f_xx, f_xy, f_yy}
    std::array<double, 3> (*hessian)(double x, double y, std::span<const double> settings);
    /// The same without the residuals' own second derivatives, where f is a sum of squares: 2·Σ ∇rₖ·∇rₖᵀ. Null where it
    /// is none.
    std::array<double, 3> (*gauss_newton)(double x, double y, std::span<const double> settings);
    /// Known local minima; empty where there is none (saddle).
    std::vector<std::array<double, 2>> (*minima)(std::span<const double> settings);
};

std::span<const SurfaceRow> surfaces();

/// True where there is a known minimum, so that heights above it are worth a logarithm; a saddle has none.
inline bool has_floor(const SurfaceRow& row) { return !row.minima(standard_values(row.settings)).empty(); }

}  // namespace ravine
