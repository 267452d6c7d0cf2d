#pragma once
// The page docs/race.md.

#include <string>

#include "engine/core/result.hpp"

namespace ravine {

Result<std::string> race_page();

}  // namespace ravine
