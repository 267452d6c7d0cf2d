#pragma once
// A layer with an activation behind it: a = f(z), z being what the layer gives.

#include <memory>

#include "engine/core/setting.hpp"
#include "engine/network/layer.hpp"

namespace ravine {

/// The layer itself where the activation is linear.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> activated(std::unique_ptr<Layer<Scalar>> layer, const Selection& activation);

extern template std::unique_ptr<Layer<float>> activated(std::unique_ptr<Layer<float>>, const Selection&);
extern template std::unique_ptr<Layer<double>> activated(std::unique_ptr<Layer<double>>, const Selection&);

}  // namespace ravine
