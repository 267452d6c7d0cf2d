#pragma once
// The curves ρ, ψ and ω of a loss over its residual, drawn small for tooltips from the row's own functions.

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "app/pictures/axis.hpp"
#include "engine/network/losses.hpp"

namespace ravine {

struct LossCurve {
    std::string_view label;      ///< "ρ(x)"
    std::vector<double> values;  ///< at LossCurves::residuals
    Axis axis;                   ///< shows all of them, except where a curve goes to infinity at 0
};

struct LossCurves {
    std::vector<double> residuals;    ///< rising, from −3ξ to 3ξ; without a scale ξ, from −3 to 3
    std::array<LossCurve, 3> curves;  ///< ρ, ψ and ω
};

/// For a row whose `curves` exist; `settings` in the row's order.
LossCurves sample_loss_curves(const LossRow& row, std::span<const double> settings);

/// Draws them side by side as the next item; nothing for a loss without curves.
void draw_loss_curves(const LossRow& row, std::span<const double> settings);

}  // namespace ravine
