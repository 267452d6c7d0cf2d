#pragma once
// What holds for the weights beside the gradient: decoupled decay before a step, a bound on norms after it.

#include <span>

#include "engine/compute/regularization.hpp"
#include "engine/core/parallel.hpp"
#include "engine/network/layers.hpp"

namespace ravine {

/// w ← w − η·λ·w for every weight in the part, not biases; λ = regularization.decoupled_weight_decay, η =
/// `learning_rate` with the schedule in it.
template <class Scalar>
void decay_weights(const Regularization& regularization, std::span<const ParameterBlock> blocks, double learning_rate,
                   Scalar* parameters, Part part = whole_vector);

/// Scales the incoming weights of each unit (a row of a weight block) back to the length c = regularization.max_norm
/// where they are longer. Numbers that are not finite stay, so that a diverged run is seen as one.
template <class Scalar>
void limit_norms(const Regularization& regularization, std::span<const ParameterBlock> blocks, Scalar* parameters);

}  // namespace ravine
