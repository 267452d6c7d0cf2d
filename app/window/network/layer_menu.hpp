#pragma once
// The menus of the diagram's column heads.

#include <string>

#include "engine/train/scenario.hpp"

namespace ravine {

/// What a layer's menu is about.
struct LayerMenu {
    std::string id;         ///< of its controls: "layer1", and "layer1.inside0" inside of a block
    int inputs = 1;         ///< numbers that come into the layer
    bool removable = true;  ///< the last layer of a block is not
};

/// Kind, settings, activation, initialiser, the layers inside of a block; true when the layer is to be removed. Draws
/// nothing while its popup "ID.popup" is closed.
bool draw_layer_menu(const LayerMenu& menu, LayerSpecification& layer);

/// Kinds of layers to add, in the popup "ID.kinds"; the id of the picked one, or empty.
std::string draw_kinds_menu(const std::string& id);

/// A switch for each feature that the task has.
void draw_feature_menu(const char* popup, Scenario& scenario);

}  // namespace ravine
