#pragma once

#include "app/window/panels.hpp"

namespace ravine {

/// Below the learning rate: a button that tests its order of magnitude; then what the test has found so far, with a
/// button that takes the suggestion.
void draw_rate_test(PanelContext& context);

}  // namespace ravine
