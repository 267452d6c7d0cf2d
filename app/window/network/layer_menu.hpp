#pragma once
// The menus of the diagram's column heads.

#include "engine/train/scenario.hpp"

namespace ravine {

/// Activation, initialiser with its settings, units; true when the layer is to be removed. Draws nothing while the
/// popup is closed.
bool draw_layer_menu(const char* popup, int index, LayerSpecification& layer);

/// A switch for each feature that the task has.
void draw_feature_menu(const char* popup, Scenario& scenario);

}  // namespace ravine
