#pragma once
// What a network is, as written in a scenario: hidden layers, each a row of the layer table with its choices.

#include <string>
#include <vector>

#include "engine/core/setting.hpp"

namespace ravine {

struct LayerSpecification {
    Selection layer;                              ///< row of the layer table and its settings: {"dense", {8}}
    Selection activation;                         ///< row of the activation table
    Selection initializer;                        ///< row of the initialiser table
    std::vector<LayerSpecification> layers = {};  ///< inside a block of layers, from input to output

    bool operator==(const LayerSpecification&) const = default;
};

/// Hidden layers from input to output; may be empty (a linear model). The output layer follows from task and loss.
struct NetworkSpecification {
    std::vector<LayerSpecification> layers;

    bool operator==(const NetworkSpecification&) const = default;
};

/// A dense layer with default settings but this width and activation, initialised as Glorot's normal.
LayerSpecification dense_layer(int units, const std::string& activation = "tanh",
                               const std::string& initializer = "glorot_normal");

}  // namespace ravine
