#pragma once
// A fully connected layer with an activation; its row stands in layers.cpp.

#include <array>
#include <memory>
#include <span>

#include "engine/network/layers.hpp"

namespace ravine {

inline constexpr std::array dense_settings = {
    Setting{"units", "Units", "", "Number of neurons in the layer.", 8, 1, 4096, Scale::integer}};

/// a = f(W·x + b), with θ = W [units × inputs] row-major, then b [units].
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_dense(const LayerSpecification& specification, int inputs);

extern template std::unique_ptr<Layer<float>> make_dense(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<double>> make_dense(const LayerSpecification&, int);

}  // namespace ravine
