#pragma once
// Learning rate and momentum at once: which settings of the selected racer's optimizer arrive from its start, and how
// soon. A click sets them.

namespace ravine {

struct PanelContext;

void draw_rate_map(PanelContext& context);

}  // namespace ravine
