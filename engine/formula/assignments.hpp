#pragma once
// Formulas one after the other, each giving a name its value: "v ← β·v + g", then "θ ← θ − η·v".

#include <string>
#include <string_view>
#include <vector>

#include "engine/formula/formula.hpp"

namespace ravine {

struct Assignment {
    std::string text;    ///< "v ← β·v + g"
    std::size_t begin;   ///< where it begins in the text that was read
    std::size_t target;  ///< index of "v" among Assignments::names
    Formula formula;     ///< over the names before it: all that are given, and the targets of earlier lines
};

struct Assignments {
    std::vector<std::string> names;  ///< the given ones, then the new targets in their order
    std::vector<Assignment> list;

    /// Computes one line; `values` has one number for each name, of which a later target's may be anything.
    void run(const Assignment& line, std::span<double> values) const {
        values[line.target] = line.formula.value(values.first(line.formula.variables().size()), {});
    }
};

/// Reads lines of assignments, of which several on a line are separated by commas. A target may be a given name, which
/// from then on has its new value; other names must be known where they are used.
Result<Assignments, FormulaError> read_assignments(std::string_view text, std::span<const std::string_view> given);

}  // namespace ravine
