#pragma once

namespace ravine {

struct PanelContext;

/// Every racer's loss by step.
void draw_race_loss_panel(PanelContext& context);

}  // namespace ravine
