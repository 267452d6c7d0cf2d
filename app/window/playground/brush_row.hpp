#pragma once
// The brush: which class or number it draws, the eraser, and its radius.

#include "app/window/panels.hpp"

namespace ravine {

void draw_brush_row(PanelContext& context);

}  // namespace ravine
