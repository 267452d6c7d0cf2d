#pragma once
// model.ravine: the scenario with the data, the trained parameters, the seed and the thinned path (JSON).

#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// Refuses parameters that are not finite. Floats are written so that they read back to the same bits.
Result<std::string> model_to_json(const Model& model);
Result<Model> model_from_json(std::string_view text, std::string_view where);
Result<Model> read_model(const std::string& path);

}  // namespace ravine
