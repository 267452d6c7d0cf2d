#pragma once
// The JSON schema of a race's file, made from the tables.

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace ravine {

/// JSON Schema (draft 2020-12), with "description" and "default" as that of scenarios.
nlohmann::ordered_json race_schema();

/// The ways to give a surface that are no row of the table of surfaces: objects with a "title" and the key "type".
std::vector<nlohmann::ordered_json> made_surface_schemas();
nlohmann::ordered_json racer_schema();

}  // namespace ravine
