#pragma once

namespace ravine {

struct PanelContext;

/// The surface from above, with the racers' paths on it. A click drops the start point.
void draw_top_view_panel(PanelContext& context);

}  // namespace ravine
