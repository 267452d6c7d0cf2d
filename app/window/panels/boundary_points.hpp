#pragma once
// What stands on the decision boundary's picture: the points, and the learned curve.

#include "app/window/panels.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {

/// All points: filled where they train, rings where they validate. Drawn points appear at once, before the worker has
/// taken them.
void draw_dataset(ImDrawList& draw, const PlaneFrame& frame, PanelContext& context);

/// y over x as the network has it.
void draw_curve(ImDrawList& draw, const PlaneFrame& frame, const DecisionMap& map);

}  // namespace ravine
