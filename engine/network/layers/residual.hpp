#pragma once
// A block of layers with a way around it; its row stands in layers.cpp.

#include <memory>

#include "engine/network/layers.hpp"

namespace ravine {

/// Width that the block's layers give.
int residual_outputs(const LayerSpecification& specification, int inputs);

/// y = F(x) + x, F being the layers inside; y = F(x) + W·x with a learned projection W [outputs × inputs], without
/// bias, where F changes the width; and the activation's a = f(y). θ = that of the layers inside, then W. W starts as
/// the last layer inside that has an initialiser does (Glorot's normal where none has).
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_residual(const LayerSpecification& specification, int inputs);

extern template std::unique_ptr<Layer<float>> make_residual(const LayerSpecification&, int);
extern template std::unique_ptr<Layer<double>> make_residual(const LayerSpecification&, int);

}  // namespace ravine
