#pragma once
// Text on a canvas (Canvas::text), in the embedded fonts; where they are missing, in a plain built-in one (ASCII).

#include <string_view>

#include "app/pictures/drawing.hpp"

namespace ravine {

/// Width in pixels of one line of UTF-8.
double text_width(std::string_view text, const TextStyle& style);

}  // namespace ravine
