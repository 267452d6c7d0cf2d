#pragma once

namespace ravine {

struct PanelContext;

/// The selected racer's next step written out: its optimizer's lines one after another, with their numbers.
void draw_numbers_panel(PanelContext& context);

}  // namespace ravine
