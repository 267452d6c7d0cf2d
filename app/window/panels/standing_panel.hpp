#pragma once

namespace ravine {

struct PanelContext;

/// Where the racers stand, best first, and the selected one's last step in numbers.
void draw_standing_panel(PanelContext& context);

}  // namespace ravine
