#pragma once
// What the network's diagram does to a scenario: plain edits, which the window can undo.

#include <span>
#include <string_view>

#include "engine/train/scenario.hpp"

namespace ravine {

/// A new hidden layer before the one at this place (after the last one: at the end), like the nearest one with units,
/// those to its left first.
void insert_layer(NetworkSpecification& network, int place);
/// A new one of this kind there, with as many units as the one that insert_layer would put there. `inputs`: of the
/// network.
void insert_layer(NetworkSpecification& network, int place, std::string_view kind, int inputs);
/// The layer, made one of this kind, with what both kinds have kept. `width`: of what comes in; a block of layers
/// starts with two dense ones that keep it.
LayerSpecification changed_to(const LayerSpecification& layer, std::string_view kind, int width);
/// Numbers that come into the layer at this place.
int width_before(std::span<const LayerSpecification> layers, int place, int inputs);
void remove_layer(NetworkSpecification& network, int layer);

/// The layer's setting "units", or nullptr where it has none.
double* units_of(LayerSpecification& layer);
/// So many units more or fewer, within the setting's range; true where that changed something.
bool widen(LayerSpecification& layer, int units);

/// Puts the feature in, in the table's order, or takes it out. The last one stays, and what needs x2 stays out of a
/// curve.
void toggle_feature(Scenario& scenario, std::string_view feature);

}  // namespace ravine
