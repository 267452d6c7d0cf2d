#pragma once
// What a layer is up to, in numbers: for the tooltip of its name over the diagram.

#include <functional>

#include "app/window/panels.hpp"

namespace ravine {

/// For the item just drawn, the name of this layer: asks for the numbers while the pointer is there, and gives what
/// draws them.
std::function<void()> layer_readout(PanelContext& context, int layer);

}  // namespace ravine
