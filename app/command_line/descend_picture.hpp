#pragma once
// The picture that `ravine descend` draws of a race.

#include <string>

#include "engine/core/result.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

/// Fails where a path, if there is one, ends neither in .png nor in .svg.
Status check_picture_name(const std::string& path, const std::string& option);

/// Contours and paths, as the file's name asks for: PNG or SVG.
std::string race_picture(const RaceResult& race, const std::string& path);

}  // namespace ravine
