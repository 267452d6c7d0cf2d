#pragma once

#include "app/window/panels.hpp"

namespace ravine {

/// Optimizer, schedule, loss, penalties, stop rules, and what the last step did.
void draw_training_panel(PanelContext& context);

}  // namespace ravine
