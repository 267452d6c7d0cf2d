#pragma once
// What tests of the window wait for: the state in a few names and numbers.

#include <string>

#include "app/window/state/session_link.hpp"

namespace ravine {

/// A JSON object on one line; numbers that are not finite are null.
std::string state_text(const WindowState& state, const SessionLink& link, const std::string& newest_message);

}  // namespace ravine
