#pragma once
// From a formula's ASCII to its program. The parser, muParser, knows precedence, but only numbers: it is given
// operators and functions that do not compute but record, and the numbers that it hands from one to the next are
// indices of what was recorded.

#include "engine/formula/notation.hpp"
#include "engine/formula/program.hpp"

namespace ravine {

/// Operations and constants; what is about names is left empty. `text` is for errors.
Result<FormulaProgram, FormulaError> record_program(std::string_view text, const AsciiFormula& formula);

}  // namespace ravine
