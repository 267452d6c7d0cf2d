#pragma once
// The bar at the top: name, workspaces, transport, lessons, export, back end, look; and the one at the bottom.

#include "app/window/panels.hpp"

namespace ravine {

/// What the bars say that no snapshot has.
struct BarNumbers {
    double frames_per_second = 0;
};

/// Height of each bar, in pixels.
float top_bar_height();
float status_bar_height();

void draw_top_bar(PanelContext& context, float width);
void draw_status_bar(PanelContext& context, const BarNumbers& numbers, float width, float top);

}  // namespace ravine
