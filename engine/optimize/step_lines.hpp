#pragma once
// A step of an optimizer line by line, with the numbers: of a first-order one as its published lines compute it, of a
// second-order one as the rule has noted it.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/optimize/optimizers.hpp"

namespace ravine {

/// What a step begins with; all of one length but the settings, the state and the record.
struct StepStart {
    std::span<const double> settings;     ///< as kernels take them
    std::uint64_t step;                   ///< t: 1 for the first one
    std::span<const double> parameters;   ///< θ
    std::span<const double> gradient;     ///< g
    std::span<const double> state;        ///< state_vectors vectors, one after the other
    std::span<const double> record = {};  ///< that a second-order rule has made of the step
};

/// Bytes of a text from `begin` until `end`; none where they are the same.
struct TextPart {
    std::size_t begin = 0, end = 0;

    bool is_empty() const { return begin == end; }
};

/// "m ← β₁·m + (1 − β₁)·g"
struct StepLine {
    std::string target;          ///< "m"
    std::string text;            ///< as the optimizer's formula has it
    std::string with_numbers;    ///< with the settings' numbers and t: "m ← 0.9·m + 0.1·g"
    std::vector<double> values;  ///< of the target: one for each parameter, one for all, or a matrix row by row
    std::string note = {};       ///< "too high": what a second-order rule concludes from it
    TextPart rate = {};          ///< where with_numbers has the learning rate
};

/// The lines of formula_for(settings) in their order. Without parameters, or without the record of a second-order rule,
/// they have no values. With a record there are lines between that tell what went into them, such as the trials of a
/// line search.
std::vector<StepLine> step_lines(const OptimizerRow& row, const StepStart& start);

}  // namespace ravine
