#pragma once

#include "app/window/panels.hpp"

namespace ravine {

void draw_curves_panel(PanelContext& context);

}  // namespace ravine
