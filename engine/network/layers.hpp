#pragma once
// The table of layers. A row makes the layer's code from its specification.

#include <memory>
#include <span>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/network/layer.hpp"
#include "engine/network/network_specification.hpp"

namespace ravine {

struct LayerRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;
    bool has_activation;                   ///< takes "activation"
    std::string_view standard_activation;  ///< its default; empty where it takes none
    bool has_initializer;                  ///< takes "initializer"
    bool has_layers;                       ///< takes "layers": at least one
    int (*outputs)(const LayerSpecification& specification, int inputs);
    std::unique_ptr<Layer<float>> (*make_single)(const LayerSpecification& specification, int inputs);
    std::unique_ptr<Layer<double>> (*make_precise)(const LayerSpecification& specification, int inputs);

    template <class Scalar>
    std::unique_ptr<Layer<Scalar>> make(const LayerSpecification& specification, int inputs) const {
        if constexpr (sizeof(Scalar) == sizeof(float))
            return make_single(specification, inputs);
        else
            return make_precise(specification, inputs);
    }
};

std::span<const LayerRow> layers();

/// With the default settings, activation and initialiser; a block of layers is still empty.
LayerSpecification standard_layer(const LayerRow& row);

/// Blocks of layers may lie this deep inside each other.
inline constexpr int most_nested_blocks = 8;

/// Checks row, settings, activation, initialiser and the layers inside; `where` is the key path: "network.layers[1]".
Status check_layer(const LayerSpecification& specification, std::string_view where);

}  // namespace ravine
