#pragma once
// The field's notation in the ASCII that a parser takes: "√v̂ + ½·|x|²" is "sqrt(x0) + n0 * abs(p0) ^ n1".

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/formula/formula.hpp"

namespace ravine {

/// Part of a formula's text, from byte `begin` until `end`.
struct FormulaToken {
    enum class Kind {
        number,       ///< also ½, π and e
        name,         ///< of a variable, a function or a parameter
        operation,    ///< one of + - * / ^
        superscript,  ///< ² is ^2
        root,         ///< √
        open,
        close,
        bar,
        comma,
    } kind;
    std::size_t begin, end;
    char operation = 0;
    double number = 0;  ///< of a superscript, too
};

/// The parts of a text, or the first that is none. A text has at most longest_formula bytes.
Result<std::vector<FormulaToken>, FormulaError> formula_tokens(std::string_view text);

/// A text for the parser: numbers are called n0, n1, …, variables x0, x1, … and parameters p0, p1, …
struct AsciiFormula {
    std::string ascii;
    std::vector<std::size_t> token_at;  ///< for each byte of `ascii`, the token that it comes from
    std::vector<FormulaToken> tokens;
    std::vector<double> numbers;
    std::vector<std::string> parameters;
    std::vector<bool> is_used;  ///< for each variable
};

Result<AsciiFormula, FormulaError> to_ascii(std::string_view text, std::span<const std::string_view> variables);

/// "'x'": a part of the text as an error quotes it.
std::string quoted(std::string_view text, const FormulaToken& token);

}  // namespace ravine
