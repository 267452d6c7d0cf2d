#pragma once
// A step of a first-order optimizer as its published lines compute it, with the numbers.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/optimize/optimizers.hpp"

namespace ravine {

/// What a step begins with; all of one length but the settings and the state.
struct StepStart {
    std::span<const double> settings;    ///< as kernels take them
    std::uint64_t step;                  ///< t: 1 for the first one
    std::span<const double> parameters;  ///< θ
    std::span<const double> gradient;    ///< g
    std::span<const double> state;       ///< state_vectors vectors, one after the other
};

/// "m ← β₁·m + (1 − β₁)·g"
struct StepLine {
    std::string target;          ///< "m"
    std::string text;            ///< as the optimizer's formula has it
    std::string with_numbers;    ///< with the settings' numbers and t: "m ← 0.9·m + 0.1·g"
    std::vector<double> values;  ///< of the target, for each parameter
};

/// The lines of formula_for(settings) in their order; none for a second-order rule.
std::vector<StepLine> step_lines(const OptimizerRow& row, const StepStart& start);

}  // namespace ravine
