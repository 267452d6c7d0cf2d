#pragma once
// A scenario as a JSON value: what scenario files, saved models and lessons share.

#include <string>

#include "engine/io/json_reader.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// Reads the object at `path`; choices and ranges are checked one by one, but not whether they fit together.
Scenario read_scenario_parts(JsonContext& context, const Json& value, const std::string& path);

/// The same, and check_scenario, whose error gets file and line.
Scenario read_checked_scenario(JsonContext& context, const Json& value, const std::string& path);

/// What read_scenario_parts reads back to an equal scenario.
Json scenario_parts_json(const Scenario& scenario);

/// The scenario's "data".
void read_data_parts(JsonContext& context, const Json& value, const std::string& path, Scenario& scenario);
Json data_parts_json(const Scenario& scenario);

/// The plain numbers (scenario_numbers) of the object with this path.
void read_scenario_numbers(JsonObject& object, std::string_view name, Scenario& scenario);
void add_scenario_numbers(Json& object, std::string_view name, const Scenario& scenario);

}  // namespace ravine
