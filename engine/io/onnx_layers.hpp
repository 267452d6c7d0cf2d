#pragma once
// How the rows of the layer table are written as ONNX operators.

#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/io/onnx_graph.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// A layer of a model, and where its numbers are.
struct OnnxLayer {
    const Model& model;
    const LayerSpecification& specification;
    int layer;         ///< index in the network, output layer included
    std::string path;  ///< of a layer inside of a block: "layers.0."
    std::string input;

    /// Named as PyTorch names a Sequential's members.
    std::string label(std::string_view name) const;
    const ParameterBlock& block(std::string_view name) const;
    /// Adds one of the layer's blocks.
    std::string constant(OnnxGraph& graph, std::string_view name) const;
};

/// Adds the layer as it predicts; the name of its output.
Result<std::string> add_onnx_layer(OnnxGraph& graph, const OnnxLayer& layer);

}  // namespace ravine
