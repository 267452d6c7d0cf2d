#pragma once

namespace ravine {

struct PanelContext;

/// Who races: a card for each racer with its optimizer and settings; add, duplicate, hide, remove.
void draw_racers_panel(PanelContext& context);

}  // namespace ravine
