#pragma once

#include "app/window/panels.hpp"

namespace ravine {

/// The network as a diagram, in which its layers are composed.
void draw_network_panel(PanelContext& context);

}  // namespace ravine
