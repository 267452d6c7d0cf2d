#pragma once
// What is saved or exported has to be finite.

#include "engine/core/result.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// Fails, with the place in words, where a parameter of any network is infinite or not a number.
Status check_finite(const Model& model);

}  // namespace ravine
