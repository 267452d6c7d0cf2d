#pragma once
// The network in words, from the labels of the tables.

#include <span>
#include <string>

#include "app/window/network/diagram_links.hpp"
#include "engine/data/features.hpp"
#include "engine/network/network.hpp"

namespace ravine {

/// "4 → 8 tanh → 8 tanh → 1 sigmoid · 121 parameters"; "4 → 6 × 64 tanh → …" where layers repeat
std::string network_words(const Network<float>& network);
/// "Dense 8 · tanh"; short: "8 · tanh"
std::string layer_words(const LayerSpecification& layer, bool is_short = false);
/// "tanh": the activation of a layer as people write it.
std::string activation_word(const LayerSpecification& layer);
/// "sin x₁"; where a raw point has one coordinate alone, it has no number: "sin x".
std::string feature_words(const FeatureRow& feature, int dimensions);
/// "x₁", "unit 3", "output 1": what a tile stands for.
std::string unit_words(const Network<float>& network, const InputPipeline& inputs, DiagramUnit unit);
/// "w₂₁ = 0.123\nlayer 1, from x₁ to unit 2"; rows and columns as in W·x.
std::string link_words(const Network<float>& network, const InputPipeline& inputs, int gap, const DiagramLink& link);
/// "the strongest 600 of 4 096 links", or short "600 of 4 096 links"; empty where all are drawn.
std::string omission_words(const Network<float>& network, std::span<const DiagramGap> gaps, bool is_short = false);

}  // namespace ravine
