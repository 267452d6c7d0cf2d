#include "engine/formula/functions.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "engine/core/elementary.hpp"
#include "engine/core/table.hpp"
#include "engine/core/vector_loop.hpp"

namespace ravine {

// To add a function: one struct with its value and its derivatives from (arguments, value), and its row at the end.

namespace {

/// Of a function of one number.
struct Bend {
    double first, second;
};

/// Of a function of two; second derivatives left out are 0 everywhere.
struct Bend2 {
    double by_a, by_b, by_aa = 0, by_ab = 0, by_bb = 0;
};

struct Sin {
    static double value(double u) { return std::sin(u); }
    static Bend bend(double u, double f) { return {std::cos(u), -f}; }
};

struct Cos {
    static double value(double u) { return std::cos(u); }
    static Bend bend(double u, double f) { return {-std::sin(u), -f}; }
};

struct Tan {
    static double value(double u) { return std::tan(u); }
    static Bend bend(double, double f) { return {1 + f * f, 2 * f * (1 + f * f)}; }
};

struct Asin {
    static double value(double u) { return std::asin(u); }
    static Bend bend(double u, double) {
        const double first = 1 / std::sqrt((1 - u) * (1 + u));
        return {first, u * first * first * first};
    }
};

struct Acos {
    static double value(double u) { return std::acos(u); }
    static Bend bend(double u, double f) {
        const Bend mirrored = Asin::bend(u, f);
        return {-mirrored.first, -mirrored.second};
    }
};

struct Atan {
    static double value(double u) { return std::atan(u); }
    static Bend bend(double u, double) {
        const double first = 1 / (1 + u * u);
        return {first, -2 * u * first * first};
    }
};

struct Sinh {
    static double value(double u) { return std::sinh(u); }
    static Bend bend(double u, double f) { return {std::cosh(u), f}; }
};

struct Cosh {
    static double value(double u) { return std::cosh(u); }
    static Bend bend(double u, double f) { return {std::sinh(u), f}; }
};

struct HyperbolicTangent {
    static double value(double u) { return std::tanh(u); }
    static Bend bend(double u, double f) {
        const double inverse = 1 / std::cosh(u);  // 1 − f² would lose its digits far out
        return {inverse * inverse, -2 * f * inverse * inverse};
    }
};

struct Asinh {
    static double value(double u) { return std::asinh(u); }
    static Bend bend(double u, double) {
        const double first = 1 / std::sqrt(1 + u * u);
        return {first, -u * first * first * first};
    }
};

struct Acosh {
    static double value(double u) { return std::acosh(u); }
    static Bend bend(double u, double) {
        const double first = 1 / std::sqrt((u - 1) * (u + 1));
        return {first, -u * first * first * first};
    }
};

struct Atanh {
    static double value(double u) { return std::atanh(u); }
    static Bend bend(double u, double) {
        const double first = 1 / ((1 - u) * (1 + u));
        return {first, 2 * u * first * first};
    }
};

struct Exp {
    static double value(double u) { return std::exp(u); }
    static Bend bend(double, double f) { return {f, f}; }
};

struct Log {
    static double value(double u) { return std::log(u); }
    static Bend bend(double u, double) { return {1 / u, -1 / (u * u)}; }
};

struct Log10 {
    static double value(double u) { return std::log10(u); }
    static Bend bend(double u, double) { return {std::numbers::log10e / u, -std::numbers::log10e / (u * u)}; }
};

struct Log2 {
    static double value(double u) { return std::log2(u); }
    static Bend bend(double u, double) { return {std::numbers::log2e / u, -std::numbers::log2e / (u * u)}; }
};

struct Sqrt {
    static double value(double u) { return std::sqrt(u); }
    static Bend bend(double u, double f) { return {0.5 / f, -0.25 / (f * u)}; }
};

struct Cbrt {
    static double value(double u) { return std::cbrt(u); }
    static Bend bend(double u, double f) { return {1 / (3 * f * f), -2 / (9 * f * f * u)}; }
};

struct Abs {
    static double value(double u) { return std::abs(u); }
    static Bend bend(double u, double) { return {u > 0 ? 1.0 : u < 0 ? -1.0 : 0.0, 0}; }
    static constexpr bool is_straight = true;
};

/// Of steps, which go up nowhere but where they jump.
struct Flat {
    static Bend bend(double, double) { return {0, 0}; }
    static constexpr bool is_straight = true;
};

struct Sign : Flat {
    static double value(double u) { return u > 0 ? 1 : u < 0 ? -1 : u; }  // not a number stays visible
};

struct Floor : Flat {
    static double value(double u) { return std::floor(u); }
};

struct Ceil : Flat {
    static double value(double u) { return std::ceil(u); }
};

struct Round : Flat {
    static double value(double u) { return std::round(u); }
};

struct Rectifier {
    static double value(double u) { return u < 0 ? 0 : u; }
    static Bend bend(double u, double) { return {u > 0 ? 1.0 : 0.0, 0}; }
    static constexpr bool is_straight = true;
};

struct Logistic {
    static double value(double u) { return sigmoid_of(u); }
    static Bend bend(double u, double f) {
        const double rest = sigmoid_of(-u);
        return {f * rest, f * rest * (rest - f)};
    }
};

struct SoftRectifier {
    static double value(double u) { return softplus_of(u); }
    static Bend bend(double u, double) {
        const double first = sigmoid_of(u);
        return {first, first * sigmoid_of(-u)};
    }
};

struct Erf {
    static double value(double u) { return std::erf(u); }
    static Bend bend(double u, double) {
        const double first = 2 * std::numbers::inv_sqrtpi * std::exp(-u * u);
        return {first, -2 * u * first};
    }
};

struct Negative {
    static double value(double u) { return -u; }
    static Bend bend(double, double) { return {-1, 0}; }
    static constexpr bool is_straight = true;
};

struct Square {
    static double value(double u) { return u * u; }
    static Bend bend(double u, double) { return {2 * u, 2}; }
};

struct Cube {
    static double value(double u) { return u * u * u; }
    static Bend bend(double u, double) { return {3 * u * u, 6 * u}; }
};

struct Sum {
    static double value(double a, double b) { return a + b; }
    static Bend2 bend(double, double, double) { return {1, 1}; }
    static constexpr bool is_straight = true;
};

struct Difference {
    static double value(double a, double b) { return a - b; }
    static Bend2 bend(double, double, double) { return {1, -1}; }
    static constexpr bool is_straight = true;
};

struct Product {
    static double value(double a, double b) { return a * b; }
    static Bend2 bend(double a, double b, double) { return {b, a, 0, 1, 0}; }
    static constexpr bool curved_aa = false, curved_bb = false;
};

struct Quotient {
    static double value(double a, double b) { return a / b; }
    static Bend2 bend(double, double b, double f) {
        const double inverse = 1 / b;
        return {inverse, -f * inverse, 0, -inverse * inverse, 2 * f * inverse * inverse};
    }
    static constexpr bool curved_aa = false;
};

/// factor·power, and 0 where the factor is, whatever the power: of x², x·x⁰ and 0·x⁻¹ at x = 0.
double factor_times_power(double factor, double base, double exponent) {
    return factor == 0 ? 0 : factor * std::pow(base, exponent);
}

struct FixedPower {
    static double value(double a, double b) { return std::pow(a, b); }
    static Bend2 bend(double a, double b, double) {
        return {factor_times_power(b, a, b - 1), 0, factor_times_power(b * (b - 1), a, b - 2)};
    }
    static constexpr bool curved_ab = false, curved_bb = false;
};

struct Power {
    static double value(double a, double b) { return std::pow(a, b); }
    static Bend2 bend(double a, double b, double f) {
        const double less = std::pow(a, b - 1), logarithm = std::log(a);
        Bend2 bend = FixedPower::bend(a, b, f);
        if (f != 0) bend.by_b = f * logarithm, bend.by_bb = bend.by_b * logarithm;  // 0ᵇ is 0 for every b > 0
        if (less != 0) bend.by_ab = less * (1 + b * logarithm);
        return bend;
    }
};

struct Max {
    static double value(double a, double b) { return a >= b || a != a ? a : b; }
    static Bend2 bend(double a, double b, double) { return a >= b ? Bend2{1, 0} : Bend2{0, 1}; }
    static constexpr bool is_straight = true;
};

struct Min {
    static double value(double a, double b) { return a <= b || a != a ? a : b; }
    static Bend2 bend(double a, double b, double) { return a <= b ? Bend2{1, 0} : Bend2{0, 1}; }
    static constexpr bool is_straight = true;
};

struct Atan2 {
    static double value(double y, double x) { return std::atan2(y, x); }
    static Bend2 bend(double y, double x, double) {
        const double square = x * x + y * y, mixed = 2 * x * y / (square * square);
        return {x / square, -y / square, -mixed, (y - x) * (y + x) / (square * square), mixed};
    }
};

struct Hypot {
    static double value(double a, double b) { return std::hypot(a, b); }
    static Bend2 bend(double a, double b, double f) {
        if (f == 0) return {0, 0};
        const double p = a / f, q = b / f;
        return {p, q, q * q / f, -p * q / f, p * p / f};
    }
};

/// a − b·⌊a/b⌋: between 0 and b.
struct Modulus {
    static double value(double a, double b) { return a - b * std::floor(a / b); }
    static Bend2 bend(double a, double b, double) { return {1, -std::floor(a / b)}; }
    static constexpr bool is_straight = true;
};

template <class F>
constexpr bool takes_two = requires {
    F::value(0.0, 0.0);
};

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
constexpr FunctionKernels kernels_for = {values_of<F>, slopes_of<F>, is_curved<F>(Second::aa), is_curved<F>(Second::ab),
                                         is_curved<F>(Second::bb)};

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
