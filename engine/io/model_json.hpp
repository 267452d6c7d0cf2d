#pragma once
// model.ravine: the scenario with the data, the trained parameters, the seed and the thinned path (JSON).

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/io/json_text.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// Refuses parameters that are not finite. Floats are written so that they read back to the same bits.
Result<std::string> model_to_json(const Model& model);
/// The same as a part of another file, parameters as they are.
Json model_parts_json(const Model& model);
/// Floats as the shortest numbers that read back to the same bits.
Json numbers_json(std::span<const float> values);
Result<Model> model_from_json(std::string_view text, std::string_view where);
Result<Model> read_model(const std::string& path);

}  // namespace ravine
