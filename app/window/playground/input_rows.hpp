#pragma once
// What happens to points before the network sees them: standardisation, augmentation and noise.

#include "app/window/state/window_state.hpp"

namespace ravine {

void draw_input_rows(PlaygroundState& playground, Scenario& scenario);

}  // namespace ravine
