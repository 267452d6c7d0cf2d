#pragma once
// A saved model's JSON value, read and checked against the network that its scenario describes.

#include <string_view>

#include "engine/io/json_reader.hpp"
#include "engine/train/model.hpp"

namespace ravine {

inline constexpr std::string_view model_format = "ravine model";
inline constexpr std::uint64_t model_version = 1;

/// The model is complete unless the context has failed.
Model read_model_parts(JsonContext& context, const Json& root);

}  // namespace ravine
