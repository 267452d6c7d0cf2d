#pragma once

#include "app/window/panels.hpp"

namespace ravine {

/// Task, generators, the brush, and how the points are split.
void draw_data_panel(PanelContext& context);

}  // namespace ravine
