#pragma once
// How many points a step of training takes: one, some or all.

#include "engine/train/scenario.hpp"

namespace ravine {

/// What the three are called, with the size of a mini-batch and the order of the points where these matter.
void draw_descent_rows(Scenario& scenario);

}  // namespace ravine
