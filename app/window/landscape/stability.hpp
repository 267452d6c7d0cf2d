#pragma once
// The edge of stability: what the curvature allows an optimizer, and what theory promises of it.

#include <optional>

#include "app/window/landscape/race_view.hpp"

namespace ravine {

struct PanelContext;

/// The learning rate above which the racer would diverge where it is now; none where theory says nothing as simple, or
/// where the ground does not curve upwards.
std::optional<double> largest_stable_rate(const PanelContext& context, const RacerView& view);

/// Curvatures at the racer's place, the largest stable rate, the promised and the measured contraction, and a button
/// that sets the optimum for the ravine around the nearest minimum.
void draw_stability(PanelContext& context, const RacerView& view);

}  // namespace ravine
