#pragma once
// Ground that is painted by hand: its tools in the panel, and what they do on the top view.

#include "app/window/widgets/plane_view.hpp"

namespace ravine {

struct PanelContext;

/// Tools and settings of painted ground, while the race is on such.
void draw_painting_controls(PanelContext& context);

/// True where the ground is painted and a tool is chosen that wants the pointer for itself.
bool paint_by_touch(PanelContext& context, const PlaneTouch& touch);

/// Rings around bumps, the selected one strong; the brush around the pointer.
void draw_painting_signs(const PanelContext& context, const PlaneTouch& touch, const PlaneFrame& frame);

}  // namespace ravine
