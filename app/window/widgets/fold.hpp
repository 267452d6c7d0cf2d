#pragma once

#include <string_view>

namespace ravine {

/// A line that opens and closes what comes below it: a label as headers have it, and at its right what is inside in a
/// few words, while it is closed. Returns `open`, which a click changes.
bool fold(const char* id, std::string_view label, std::string_view words, bool& open);

}  // namespace ravine
