#pragma once
// Where the scenario's plain numbers stand: one row for each setting of engine/train/scenario.hpp, for files, range
// checks and controls.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/train/scenario.hpp"

namespace ravine {

struct ScenarioNumberRow {
    std::string_view object;  ///< path of the object that holds the key; empty for the scenario itself
    const Setting* setting;
    bool optional;  ///< may be missing, or null: then it is not set
    /// Nothing where it is not set, or where this scenario has no such number (a CSV has no noise).
    std::optional<double> (*get)(const Scenario& scenario);
    /// Only where `get` can give a number, or the number is optional.
    void (*set)(Scenario& scenario, std::optional<double> value);

    /// "regularization.l1"
    std::string path() const;
};

std::span<const ScenarioNumberRow> scenario_numbers();

/// The row of this key in this object; it has to be there.
const ScenarioNumberRow& scenario_number(std::string_view object, std::string_view key);

}  // namespace ravine
