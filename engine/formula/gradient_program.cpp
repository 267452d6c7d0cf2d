#include "engine/formula/gradient_program.hpp"

namespace ravine {

GradientProgramLists::GradientProgramLists(const FormulaProgram& program, std::span<const double> parameters)
    : numbers(program.parameters.size() + program.constants.size()), result(program.result), columns(program.columns) {
    fill_numbers(program, parameters, numbers.data());
    for (const Operation& operation : program.varying)
        operations.push_back({operation.kernels->place, operation.a, operation.b, operation.result});
}

}  // namespace ravine
