#pragma once
// What stands on the decision boundary's picture: the points, and the learned curve.

#include "app/window/panels.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {

/// The looks that this task's points have: of classes, of shades of numbers from the least to the largest, or one. Each
/// stands out from the picture where the prediction is the point's own.
std::vector<PointLook> point_looks(Task task);

/// All points: filled where they train, rings where they validate. Drawn points appear at once, before the worker has
/// taken them.
void draw_dataset(ImDrawList& draw, const PlaneFrame& frame, PanelContext& context);

/// y over x as the network has it.
void draw_curve(ImDrawList& draw, const PlaneFrame& frame, const DecisionMap& map);

}  // namespace ravine
