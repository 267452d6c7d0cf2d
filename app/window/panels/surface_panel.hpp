#pragma once

namespace ravine {

struct PanelContext;

/// Which surface is raced on: thumbnails, formula, the surface's own settings, gradient noise and start.
void draw_surface_panel(PanelContext& context);

}  // namespace ravine
