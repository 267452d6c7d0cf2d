#pragma once
// Scenarios as JSON. Unknown keys, wrong types and values out of range are errors that name the key path, and what is
// known.

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// Keys that are missing take the values of standard_scenario(), except for the features (standard_features of the
/// task) and the loss (the usual one of task and number of classes). `where`: the file's name, for errors.
Result<Scenario> scenario_from_json(std::string_view text, std::string_view where);
Result<Scenario> read_scenario(const std::string& path);

/// All keys, two-space indented; scenario_from_json gives the same scenario back.
std::string scenario_to_json(const Scenario& scenario);

/// "optimizer.learning_rate=0.1": sets one key of the scenario's JSON, whatever its depth ("network.layers.0.units=4").
/// The value is JSON, or else a text. Another "type" or data source keeps the settings that it knows, too. Whether
/// the parts still fit together is not checked (check_scenario does), so that several assignments can follow each
/// other.
Result<Scenario> with_setting(const Scenario& scenario, std::string_view assignment);

/// The scenarios that ship with the program: embedded files assets/scenarios/*.json by stem ("spiral").
std::vector<std::string> shipped_scenarios();
Result<Scenario> shipped_scenario(std::string_view name);

}  // namespace ravine
