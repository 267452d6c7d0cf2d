#pragma once
// What the optimizer's last step did, as its formula with the numbers in place.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/setting.hpp"

namespace ravine {

/// A line of the formula; the learning rate stands between `before` and `after`, where the line has it.
struct UpdateLine {
    std::string before, rate, after;
    bool is_correction = false;  ///< "m̂ ← …": may be left out where there is no room for it
};

/// "v ← 0.9·v + 0.1·g": the update's lines with the settings' numbers for their symbols, and `learning_rate` (the
/// schedule included) for η, and `step`, 1 for the first one, for t. Empty for an unknown optimizer.
std::vector<UpdateLine> update_lines(const Selection& optimizer, double learning_rate, std::uint64_t step);

}  // namespace ravine
