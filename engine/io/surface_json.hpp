#pragma once
// The surface of a race as JSON: a row of the table of surfaces as other selections, or one that somebody has made,
// told apart by "type".

#include <string>

#include "engine/io/json_reader.hpp"
#include "engine/landscape/surface_specification.hpp"

namespace ravine {

SurfaceSpecification read_surface(JsonContext& context, const Json& value, const std::string& path);

/// What read_surface reads back to an equal surface.
Json surface_json(const SurfaceSpecification& specification);

}  // namespace ravine
