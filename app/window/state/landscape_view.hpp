#pragma once
// How a race is looked at, as text: what a recording has to show as the window does, beside the race itself.

#include <string>
#include <string_view>

#include "app/window/state/window_state.hpp"

namespace ravine {

/// JSON on one line.
std::string view_text(const LandscapeState& landscape);

/// Looks at the race so. Error: not what view_text writes.
Status read_view(std::string_view text, LandscapeState& landscape);

}  // namespace ravine
