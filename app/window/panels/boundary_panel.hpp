#pragma once

#include "app/window/panels.hpp"

namespace ravine {

void draw_boundary_panel(PanelContext& context);

}  // namespace ravine
