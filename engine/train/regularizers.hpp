#pragma once
// The table of regularisers: penalties beside the loss, rules that hold for the weights in each step, an early end, and
// the mean of several networks. Those that are layers, noises or augmentations are rows of those tables.

#include <span>
#include <string_view>

#include "engine/train/scenario.hpp"

namespace ravine {

/// Its settings are plain numbers of a scenario (scenario_number(object, key)). It is off while the first of them is
/// not set, or has its default.
struct RegularizerRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;
    std::string_view object;  ///< of the scenario that has them: "regularization"
    double usual_most;        ///< of the first one; more is allowed, and seldom wanted
    /// False where it would do nothing but contradict another choice.
    bool (*fits)(const Scenario& scenario) = [](const Scenario&) { return true; };

    bool is_on(const Scenario& scenario) const;
};

std::span<const RegularizerRow> regularizers();

}  // namespace ravine
