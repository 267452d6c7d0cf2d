#pragma once
// Layer normalisation; its row stands in layers.cpp.

#include <array>
#include <memory>

#include "engine/network/layers/batch_norm.hpp"

namespace ravine {

inline constexpr std::array layer_norm_settings = {norm_epsilon_setting};

/// y = γ·(z − μ)/√(σ² + ε) + β with mean μ and variance σ² over the numbers of one sample, and the activation's
/// a = f(y); the same in training and in prediction. θ = γ, then β.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_layer_norm(const LayerSpecification& specification, int inputs);

extern template std::unique_ptr<Layer<float>> make_layer_norm(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<double>> make_layer_norm(const LayerSpecification&, int);

}  // namespace ravine
