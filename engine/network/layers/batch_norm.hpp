#pragma once
// Batch normalisation; its row stands in layers.cpp.

#include <array>
#include <memory>

#include "engine/network/layers.hpp"

namespace ravine {

inline constexpr Setting norm_epsilon_setting =
    as_detail({"epsilon", "Epsilon", "ε", "Added to the variance, so that no division is by 0.", 1e-5, 1e-12, 1,
               Scale::logarithmic});

inline constexpr std::array batch_norm_settings = {
    Setting{"momentum", "Momentum", "m", "Share of the newest batch in the running mean and variance.", 0.1, 0.001, 1,
            Scale::logarithmic},
    norm_epsilon_setting};

/// y = γ·ẑ + β with ẑ = (z − μ)/√(σ² + ε), and the activation's a = f(y). Training takes mean μ and variance σ² of the
/// batch (÷ m); prediction the running ones, which move by `momentum` towards each batch's mean and unbiased variance
/// (÷ m − 1). A batch of one sample has no variance: it is normalised as in prediction, and not remembered.
/// θ = γ, then β; buffers are the running mean, then the running variance.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_batch_norm(const LayerSpecification& specification, int inputs);

extern template std::unique_ptr<Layer<float>> make_batch_norm(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<double>> make_batch_norm(const LayerSpecification&, int);

}  // namespace ravine
