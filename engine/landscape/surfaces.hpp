#pragma once
// The table of analytic surfaces f(x, y) on which optimizers race.

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/setting.hpp"
#include "engine/landscape/window.hpp"

namespace ravine {

inline constexpr std::size_t most_surface_settings = 4;

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
    /// All local minima in the window; empty where there is none (saddle, logistic loss).
    std::vector<std::array<double, 2>> (*minima)(std::span<const double> settings);
    /// The greatest lower bound of f over the whole plane: −∞ where it falls without end, and not reached anywhere
    /// where there is no minimum.
    double (*infimum)(std::span<const double> settings);
    /// The gradient at many points, with the same bits; the table makes it from `gradient`.
    void (*gradients)(std::span<const double> x, std::span<const double> y, std::span<const double> settings,
                      std::span<double> f_x, std::span<double> f_y) = nullptr;
};

std::span<const SurfaceRow> surfaces();

/// True where f is bounded below, so that heights above the infimum are worth a logarithm; a saddle falls for ever.
inline bool has_floor(const SurfaceRow& row) { return std::isfinite(row.infimum(standard_values(row.settings))); }

}  // namespace ravine
