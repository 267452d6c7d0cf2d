#pragma once
// A model as ONNX: input x [N, 2] (a curve: [N, 1]), output y [N, K], both float. Standardisation, features, layers and
// the probabilities are inside the graph, so y is what `ravine predict` gives.

#include <string>

#include "engine/core/result.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// The file's bytes, decoded again and accepted by ONNX's own checker. Refuses parameters that are not finite.
Result<std::string> encode_onnx(const Model& model);

}  // namespace ravine
