#pragma once
// A layer whose units each take the largest of some sums; its row stands in layers.cpp.

#include <array>
#include <memory>

#include "engine/network/layers.hpp"

namespace ravine {

inline constexpr std::array maxout_settings = {
    Setting{"units", "Units", "", "Number of neurons in the layer.", 8, 1, 4096, Scale::integer},
    Setting{"pieces", "Pieces", "k", "Sums that each neuron takes the largest of.", 2, 1, 32, Scale::integer}};

/// hᵢ = max over j of zᵢⱼ with zᵢⱼ = Wᵢⱼ·x + bᵢⱼ; of equal ones the first learns. θ = W [units·pieces × inputs], a
/// unit's pieces adjacent, then b. Each piece starts as a dense layer of this many units would.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_maxout(const LayerSpecification& specification, int inputs);

extern template std::unique_ptr<Layer<float>> make_maxout(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<double>> make_maxout(const LayerSpecification&, int);

}  // namespace ravine
