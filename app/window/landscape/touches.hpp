#pragma once

#include "app/window/widgets/plane_view.hpp"

namespace ravine {

struct PanelContext;

/// What the left and the right button do on the top view: move the start, or a racer's own start where one is under the
/// pointer; on painted ground also what the brush does.
void act_on_touch(PanelContext& context, const PlaneTouch& touch, const PlaneFrame& frame);

}  // namespace ravine
