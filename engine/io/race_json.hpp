#pragma once
// A race as JSON: { "surface": …, "racers": [ {"name", "optimizer", "visible", "color", "start"} ], "start": [x, y],
// "gradient_noise", "seed" }.

#include <string>

#include "engine/io/json_reader.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

/// Keys that are missing take the values of standard_race(), the start that of the surface.
RaceSpecification read_race_parts(JsonContext& context, const Json& value, const std::string& path);

/// What read_race_parts reads back to an equal race.
Json race_parts_json(const RaceSpecification& race);

}  // namespace ravine
