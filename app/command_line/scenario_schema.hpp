#pragma once
// The scenario's JSON schema, made from the tables.

#include <nlohmann/json.hpp>
#include <string>

namespace ravine {

/// JSON Schema (draft 2020-12) of a scenario. Properties carry "description" and "default", from which the page for
/// people is made.
nlohmann::ordered_json scenario_schema();

}  // namespace ravine
