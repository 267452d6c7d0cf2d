#pragma once

namespace ravine {

struct PanelContext;

/// Height of what draw_timeline draws, in pixels.
float timeline_height();
/// The clock of the race from its start to where it has been: a knob to drag, and a mark where a racer diverged.
void draw_timeline(PanelContext& context);

}  // namespace ravine
