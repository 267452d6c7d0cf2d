#pragma once
// The fold with everything that regularises, row by row of the table.

#include "app/window/state/window_state.hpp"

namespace ravine {

void draw_regularizers(PlaygroundState& playground, Scenario& scenario);

}  // namespace ravine
