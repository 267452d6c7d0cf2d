#pragma once
// A formula as a list of operations, evaluated one after the other over columns of numbers.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/formula/functions.hpp"

namespace ravine {

/// Where an operation finds an argument.
struct Operand {
    enum class Kind : std::uint8_t {
        number,    ///< the same for all points: parameters, then FormulaProgram::constants
        variable,  ///< in order of the variables
        working,   ///< the result of an earlier operation, in the column `index`
    } kind = Kind::number;
    /// Of what it depends on: bit 0 for the first variable, bit 1 for the second.
    std::uint8_t depends = 0;
    std::uint16_t index = 0;
};

struct Operation {
    const FunctionKernels* kernels;
    Operand a, b;
    Operand result;
};

struct FormulaProgram {
    std::string text;
    std::vector<std::string> variables, parameters;
    std::vector<bool> is_used;       ///< for each variable
    std::vector<double> constants;   ///< with room for the results of `uniform`
    std::vector<Operation> uniform;  ///< what needs no variable; done once for all points
    std::vector<Operation> varying;
    std::size_t columns = 0;  ///< of working numbers
    Operand result;
};

/// Points for which `program` is evaluated at once: a column for each variable.
struct FormulaPoints {
    std::span<const double* const> variables;
    std::span<const double> parameters;
    std::size_t count;
};

/// Columns of `count` results; what is null is not computed, but for what comes before it. Second derivatives: by xx,
/// xy, yy.
struct FormulaResults {
    double* value;
    std::array<double*, 2> gradient = {};
    std::array<double*, 3> hessian = {};
};

/// Writes what operands of kind `number` have: parameters, constants, and the results of `uniform`.
void fill_numbers(const FormulaProgram& program, std::span<const double> parameters, double* numbers);

void evaluate(const FormulaProgram& program, const FormulaPoints& points, const FormulaResults& results);

}  // namespace ravine
