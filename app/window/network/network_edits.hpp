#pragma once
// What the network's diagram does to a scenario: plain edits, which the window can undo.

#include <string_view>

#include "engine/train/scenario.hpp"

namespace ravine {

/// A new hidden layer before the one at this place (after the last one: at the end), like its neighbour to the left.
void insert_layer(NetworkSpecification& network, int place);
void remove_layer(NetworkSpecification& network, int layer);

/// The layer's setting "units", or nullptr where it has none.
double* units_of(LayerSpecification& layer);
/// So many units more or fewer, within the setting's range; true where that changed something.
bool widen(LayerSpecification& layer, int units);

/// Puts the feature in, in the table's order, or takes it out. The last one stays, and what needs x2 stays out of a
/// curve.
void toggle_feature(Scenario& scenario, std::string_view feature);

}  // namespace ravine
