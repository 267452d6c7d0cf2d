#pragma once
// The table of regularisers that act on weights: penalties beside the loss, and rules that hold after each step.

#include <span>
#include <string_view>

#include "engine/train/scenario.hpp"

namespace ravine {

/// The id is the key of a scenario's "regularization"; an amount of 0 switches the row off.
struct RegularizerRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;  ///< one: how much
    double Regularization::*amount;

    const Setting& setting() const { return settings.front(); }
};

std::span<const RegularizerRow> regularizers();

}  // namespace ravine
