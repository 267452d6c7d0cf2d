#pragma once
// The network in words, from the labels of the tables.

#include <functional>
#include <span>
#include <string>

#include "app/window/network/diagram_links.hpp"
#include "engine/data/features.hpp"
#include "engine/network/network.hpp"

namespace ravine {

/// "4 → 8 tanh → 8 tanh → 1 sigmoid · 121 parameters"; "4 → 6 × 64 tanh → …" where layers repeat
std::string network_words(const Network<float>& network);
/// "Dense 8 · tanh", "Batch norm", "Dropout 0.5"; short: "8 · tanh" where that says enough
std::string layer_words(const LayerSpecification& layer, bool is_short = false);
/// "3 layers": what a block of layers holds.
std::string inside_words(const LayerSpecification& block);

/// What stands over a column: a label, and what did not fit below it.
struct HeadWords {
    std::string label, below;
};
HeadWords head_words(const LayerSpecification& layer, const std::function<bool(const std::string&)>& fits);

/// "\nbias 0.12", "\nγ 1.02\nβ 0.3\nμ 0\nσ² 1": the numbers of one unit, where its layer has one for each; may be
/// empty.
std::string unit_numbers(const Network<float>& network, std::span<const float> parameters, int layer, int unit);
/// What a unit of the layer is: "tanh", "batch norm", "maxout".
std::string kind_words(const LayerSpecification& layer);
/// "tanh": the activation of a layer as people write it.
std::string activation_word(const LayerSpecification& layer);
/// "sin x₁"; where a raw point has one coordinate alone, it has no number: "sin x".
std::string feature_words(const FeatureRow& feature, int dimensions);
/// "x₁", "unit 3", "output 1": what a tile stands for.
std::string unit_words(const Network<float>& network, const InputPipeline& inputs, DiagramUnit unit);
/// "w₂₁ = 0.123\nlayer 1, from x₁ to unit 2"; rows and columns as in W·x.
std::string link_words(const Network<float>& network, const InputPipeline& inputs, int gap, const DiagramLink& link);
/// "the strongest 600 of 4 096 links", or short "600 of 4 096 links"; empty where all are drawn.
std::string omission_words(std::span<const DiagramGap> gaps, bool is_short = false);

}  // namespace ravine
