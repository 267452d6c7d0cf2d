#pragma once
// A saved model's JSON value, read and checked against the network that its scenario describes.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/json_reader.hpp"
#include "engine/train/model.hpp"

namespace ravine {

inline constexpr std::string_view model_format = "ravine model";
inline constexpr std::uint64_t model_version = 1;

/// As many finite floats as the network has numbers of this kind; null after an error.
std::shared_ptr<const std::vector<float>> read_parameters(JsonContext& context, const Json& list,
                                                          const std::string& path, std::size_t count);

/// The model is complete unless the context has failed.
Model read_model_parts(JsonContext& context, const Json& root);

}  // namespace ravine
