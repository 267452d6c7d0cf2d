#include "engine/formula/functions.hpp"

#include <array>
#include <cstdint>

#include "engine/core/table.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/formula/function_formulas.hpp"

namespace ravine {

namespace {

using namespace formula_function;

enum class Second { aa, ab, bb };

/// True where the second derivative is not 0 everywhere.
template <class F>
constexpr bool is_curved(Second second) {
    if constexpr (requires { F::is_straight; }) return false;
    if (!takes_two<F>) return second == Second::aa;
    if constexpr (requires { F::curved_aa; })
        if (second == Second::aa) return F::curved_aa;
    if constexpr (requires { F::curved_ab; })
        if (second == Second::ab) return F::curved_ab;
    if constexpr (requires { F::curved_bb; })
        if (second == Second::bb) return F::curved_bb;
    return true;
}

template <class F>
void values_of(const double* a, const double* b, double* result, int count) {
    vector_loop([=]() RAVINE_LOOP_BODY {
        RAVINE_INDEPENDENT
        for (int i = 0; i < count; ++i)
            if constexpr (takes_two<F>)
                result[i] = F::value(a[i], b[i]);
            else
                result[i] = F::value(a[i]);
    });
}

template <class F>
void slopes_of_one(const double* a, const double* f, const SlopeColumns& slopes, int count) {
    const SlopeColumns out = slopes;
    vector_loop([=]() RAVINE_LOOP_BODY {
        RAVINE_INDEPENDENT
        for (int i = 0; i < count; ++i) {
            const Bend bend = F::bend(a[i], f[i]);
            out.by_a[i] = bend.first;
            if constexpr (is_curved<F>(Second::aa)) out.by_aa[i] = bend.second;
        }
    });
}

template <class F>
void slopes_of_two(const double* a, const double* b, const double* f, const SlopeColumns& slopes, int count) {
    const SlopeColumns out = slopes;
    vector_loop([=]() RAVINE_LOOP_BODY {
        RAVINE_INDEPENDENT
        for (int i = 0; i < count; ++i) {
            const Bend2 bend = F::bend(a[i], b[i], f[i]);
            out.by_a[i] = bend.by_a;
            out.by_b[i] = bend.by_b;
            if constexpr (is_curved<F>(Second::aa)) out.by_aa[i] = bend.by_aa;
            if constexpr (is_curved<F>(Second::ab)) out.by_ab[i] = bend.by_ab;
            if constexpr (is_curved<F>(Second::bb)) out.by_bb[i] = bend.by_bb;
        }
    });
}

template <class F>
void slopes_of(const double* a, [[maybe_unused]] const double* b, const double* f, const SlopeColumns& slopes,
               int count) {
    if constexpr (takes_two<F>)
        slopes_of_two<F>(a, b, f, slopes, count);
    else
        slopes_of_one<F>(a, f, slopes, count);
}

template <class F>
constexpr FunctionKernels kernels_for = [] {
    static_assert(place_of<F> < Listed::count);
    return FunctionKernels{values_of<F>,
                           slopes_of<F>,
                           is_curved<F>(Second::aa),
                           is_curved<F>(Second::ab),
                           is_curved<F>(Second::bb),
                           std::uint8_t(place_of<F>)};
}();

template <class F>
constexpr FormulaFunction row(std::string_view id, std::string_view form, std::string_view meaning) {
    return {id, form, meaning, takes_two<F> ? 2 : 1, kernels_for<F>};
}

template <class F>
constexpr FormulaFunction row_of_any_number(std::string_view id, std::string_view form, std::string_view meaning) {
    return {id, form, meaning, FormulaFunction::any_number, kernels_for<F>};
}

constexpr std::array function_rows = {
    row<Sin>("sin", "sin(x)", "sine"),
    row<Cos>("cos", "cos(x)", "cosine"),
    row<Tan>("tan", "tan(x)", "tangent"),
    row<Asin>("asin", "asin(x)", "inverse of sine, −1 ≤ x ≤ 1"),
    row<Acos>("acos", "acos(x)", "inverse of cosine, −1 ≤ x ≤ 1"),
    row<Atan>("atan", "atan(x)", "inverse of tangent"),
    row<Atan2>("atan2", "atan2(y, x)", "angle of the point (x, y), from −π to π"),
    row<Sinh>("sinh", "sinh(x)", "hyperbolic sine"),
    row<Cosh>("cosh", "cosh(x)", "hyperbolic cosine"),
    row<HyperbolicTangent>("tanh", "tanh(x)", "hyperbolic tangent"),
    row<Asinh>("asinh", "asinh(x)", "inverse of hyperbolic sine"),
    row<Acosh>("acosh", "acosh(x)", "inverse of hyperbolic cosine, x ≥ 1"),
    row<Atanh>("atanh", "atanh(x)", "inverse of hyperbolic tangent, −1 < x < 1"),
    row<Exp>("exp", "exp(x)", "eˣ"),
    row<Log>("log", "log(x)", "natural logarithm, x > 0"),
    row<Log>("ln", "ln(x)", "natural logarithm, x > 0"),
    row<Log10>("log10", "log10(x)", "logarithm to base 10, x > 0"),
    row<Log2>("log2", "log2(x)", "logarithm to base 2, x > 0"),
    row<Power>("pow", "pow(x, y)", "x^y"),
    row<Sqrt>("sqrt", "sqrt(x)", "√x, x ≥ 0"),
    row<Cbrt>("cbrt", "cbrt(x)", "cube root"),
    row<Hypot>("hypot", "hypot(x, y)", "√(x² + y²)"),
    row<Abs>("abs", "abs(x)", "|x|"),
    row<Sign>("sign", "sign(x)", "−1, 0 or 1"),
    row<Floor>("floor", "floor(x)", "largest whole number ≤ x"),
    row<Ceil>("ceil", "ceil(x)", "smallest whole number ≥ x"),
    row<Round>("round", "round(x)", "nearest whole number, halves away from 0"),
    row<Modulus>("mod", "mod(x, y)", "x − y·⌊x/y⌋"),
    row_of_any_number<Max>("max", "max(x, y, …)", "largest"),
    row_of_any_number<Min>("min", "min(x, y, …)", "smallest"),
    row<Rectifier>("relu", "relu(x)", "max(0, x)"),
    row<Logistic>("sigmoid", "sigmoid(x)", "1 / (1 + e⁻ˣ)"),
    row<SoftRectifier>("softplus", "softplus(x)", "log(1 + eˣ)"),
    row<Erf>("erf", "erf(x)", "2/√π·∫ e^(−t²) dt from 0 to x"),
};

static_assert(is_sound_table(std::span<const FormulaFunction>(function_rows)));

}  // namespace

std::span<const FormulaFunction> formula_functions() { return function_rows; }

namespace arithmetic {

const FunctionKernels sum = kernels_for<Sum>, difference = kernels_for<Difference>, product = kernels_for<Product>,
                      quotient = kernels_for<Quotient>, negative = kernels_for<Negative>, square = kernels_for<Square>,
                      cube = kernels_for<Cube>, exponential = kernels_for<Exp>, power = kernels_for<Power>,
                      fixed_power = kernels_for<FixedPower>;

}  // namespace arithmetic
}  // namespace ravine
