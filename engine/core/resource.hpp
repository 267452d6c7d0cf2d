#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ravine {

/// The bytes of an embedded file, such as "shaders/boundary.frag", "assets/scenarios/spiral.json" or
/// "fonts/Inter-Regular.otf"; empty if there is none of that name. They live as long as the program.
std::span<const std::byte> resource(std::string_view path);

/// The same as text.
std::string_view resource_text(std::string_view path);

/// The names of all embedded files that begin with `prefix`, in alphabetical order.
std::vector<std::string_view> resource_names(std::string_view prefix);

}  // namespace ravine
