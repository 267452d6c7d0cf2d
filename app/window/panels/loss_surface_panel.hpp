#pragma once

#include "app/window/panels.hpp"

namespace ravine {

void draw_loss_surface_panel(PanelContext& context);

}  // namespace ravine
