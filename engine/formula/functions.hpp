#pragma once
// The functions that a formula may use, and its arithmetic: each with its first and second derivatives.

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/setting.hpp"

namespace ravine {

/// Partial derivatives of f(a, b), each a column of numbers; the second ones are not asked for by gradients alone.
struct SlopeColumns {
    double *by_a, *by_b;
    double *by_aa, *by_ab, *by_bb;
};

/// A function over columns of `count` numbers; of one argument, b is not looked at. `result` may be an argument.
struct FunctionKernels {
    void (*values)(const double* a, const double* b, double* result, int count);
    /// `f` are the values at (a, b).
    void (*slopes)(const double* a, const double* b, const double* f, const SlopeColumns& slopes, int count);
    /// Which second derivatives are not 0 everywhere; the others' columns stay unwritten.
    bool curved_aa, curved_ab, curved_bb;
    std::uint8_t place;  ///< among formula_function::Listed, for a GPU
};

struct FormulaFunction {
    std::string_view id;    ///< as it is typed
    std::string_view form;  ///< "atan2(y, x)"
    std::string_view meaning;
    int arguments;  ///< 1, 2, or any_number
    FunctionKernels kernels;
    std::span<const Setting> settings = {};

    /// Of two arguments as it stands; of more, applied again and again: max(max(a, b), c).
    static constexpr int any_number = -1;
};

/// Where a function jumps or has a kink, its derivatives are those of one side; of abs and hypot at 0 they are 0, of
/// max and min where two are equal those of the first.
std::span<const FormulaFunction> formula_functions();

namespace arithmetic {

extern const FunctionKernels sum, difference, product, quotient, negative, square, cube, exponential;
/// a^b, where b may depend on what is derived by; and where it does not, which is also right for a ≤ 0.
extern const FunctionKernels power, fixed_power;

}  // namespace arithmetic
}  // namespace ravine
