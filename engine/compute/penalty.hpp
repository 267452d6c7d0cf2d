#pragma once
// λ₁·Σ|w| + λ₂·Σw² over weights, not biases.

#include <span>

#include "engine/compute/regularization.hpp"
#include "engine/core/parallel.hpp"
#include "engine/network/layers.hpp"

namespace ravine {

/// The penalty of θ, added up in double.
template <class Scalar>
double penalty_value(const Regularization& regularization, std::span<const ParameterBlock> blocks,
                     const Scalar* parameters);

/// gradient += λ₁·sign(w) + 2·λ₂·w for every weight in the part; sign(0) = 0.
template <class Scalar>
void add_penalty_gradient(const Regularization& regularization, std::span<const ParameterBlock> blocks,
                          const Scalar* parameters, Scalar* gradient, Part part = whole_vector);

}  // namespace ravine
