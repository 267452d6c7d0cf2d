#pragma once
// Every row of the layer table, in the ways that differ.

#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/network/layers.hpp"

namespace ravine::test {

inline LayerSpecification layer_of(std::string_view id, std::vector<double> values = {}) {
    LayerSpecification layer = standard_layer(*find_row(layers(), id));
    if (!values.empty()) layer.layer.values = std::move(values);
    return layer;
}

inline LayerSpecification residual_of(std::vector<LayerSpecification> inside) {
    LayerSpecification block = layer_of("residual");
    block.layers = std::move(inside);
    return block;
}

/// Around layers that keep a width of 3, and around such that change it; the second with another block inside.
inline std::vector<LayerSpecification> residual_cases() {
    const LayerSpecification inner =
        residual_of({layer_of("batch_norm"), dense_layer(4, "sigmoid"), layer_of("gaussian_noise", {0.3})});
    return {residual_of({dense_layer(5), layer_of("batch_norm"), layer_of("dropout", {0.4}), dense_layer(3, "linear")}),
            residual_of({layer_of("layer_norm"), inner, layer_of("maxout", {2, 3})})};
}

/// Each row with settings that show; blocks of layers as residual_cases() has them.
inline std::vector<LayerSpecification> layer_cases() {
    std::vector<LayerSpecification> cases;
    for (const LayerRow& row : layers()) {
        if (row.has_layers)
            for (LayerSpecification& block : residual_cases()) cases.push_back(std::move(block));
        else
            cases.push_back(layer_of(row.id));
    }
    return cases;
}

}  // namespace ravine::test
