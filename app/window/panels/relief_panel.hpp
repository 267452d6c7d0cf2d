#pragma once

namespace ravine {

struct PanelContext;

/// The race's surface in space, with the racers' paths on it.
void draw_relief_panel(PanelContext& context);

}  // namespace ravine
