#pragma once
// What the functions of a formula, and its arithmetic, compute; rows of those that are typed stand in functions.cpp. To
// add a function: one struct with its value and its derivatives from (arguments, value), its place in the list at the
// end, and its row.

#include <cmath>
#include <cstddef>
#include <numbers>
#include <type_traits>

#include "engine/core/elementary.hpp"
#include "engine/core/host_device.hpp"
#include "engine/core/types.hpp"

namespace ravine::formula_function {

/// Of a function of one number.
struct Bend {
    double first, second;
};

/// Of a function of two; second derivatives left out are 0 everywhere.
struct Bend2 {
    double by_a, by_b, by_aa = 0, by_ab = 0, by_bb = 0;
};

struct Sin {
    RAVINE_HOST_DEVICE static double value(double u) { return std::sin(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) { return {std::cos(u), -f}; }
};

struct Cos {
    RAVINE_HOST_DEVICE static double value(double u) { return std::cos(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) { return {-std::sin(u), -f}; }
};

struct Tan {
    RAVINE_HOST_DEVICE static double value(double u) { return std::tan(u); }
    RAVINE_HOST_DEVICE static Bend bend(double, double f) { return {1 + f * f, 2 * f * (1 + f * f)}; }
};

struct Asin {
    RAVINE_HOST_DEVICE static double value(double u) { return std::asin(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        const double first = 1 / std::sqrt((1 - u) * (1 + u));
        return {first, u * first * first * first};
    }
};

struct Acos {
    RAVINE_HOST_DEVICE static double value(double u) { return std::acos(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) {
        const Bend mirrored = Asin::bend(u, f);
        return {-mirrored.first, -mirrored.second};
    }
};

struct Atan {
    RAVINE_HOST_DEVICE static double value(double u) { return std::atan(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        const double first = 1 / (1 + u * u);
        return {first, -2 * u * first * first};
    }
};

struct Sinh {
    RAVINE_HOST_DEVICE static double value(double u) { return std::sinh(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) { return {std::cosh(u), f}; }
};

struct Cosh {
    RAVINE_HOST_DEVICE static double value(double u) { return std::cosh(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) { return {std::sinh(u), f}; }
};

struct HyperbolicTangent {
    RAVINE_HOST_DEVICE static double value(double u) { return std::tanh(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) {
        const double inverse = 1 / std::cosh(u);  // 1 − f² would lose its digits far out
        return {inverse * inverse, -2 * f * inverse * inverse};
    }
};

struct Asinh {
    RAVINE_HOST_DEVICE static double value(double u) { return std::asinh(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        const double first = 1 / std::sqrt(1 + u * u);
        return {first, -u * first * first * first};
    }
};

struct Acosh {
    RAVINE_HOST_DEVICE static double value(double u) { return std::acosh(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        const double first = 1 / std::sqrt((u - 1) * (u + 1));
        return {first, -u * first * first * first};
    }
};

struct Atanh {
    RAVINE_HOST_DEVICE static double value(double u) { return std::atanh(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        const double first = 1 / ((1 - u) * (1 + u));
        return {first, 2 * u * first * first};
    }
};

struct Exp {
    RAVINE_HOST_DEVICE static double value(double u) { return std::exp(u); }
    RAVINE_HOST_DEVICE static Bend bend(double, double f) { return {f, f}; }
};

struct Log {
    RAVINE_HOST_DEVICE static double value(double u) { return std::log(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) { return {1 / u, -1 / (u * u)}; }
};

struct Log10 {
    RAVINE_HOST_DEVICE static double value(double u) { return std::log10(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        return {std::numbers::log10e / u, -std::numbers::log10e / (u * u)};
    }
};

struct Log2 {
    RAVINE_HOST_DEVICE static double value(double u) { return std::log2(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        return {std::numbers::log2e / u, -std::numbers::log2e / (u * u)};
    }
};

struct Sqrt {
    RAVINE_HOST_DEVICE static double value(double u) { return std::sqrt(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) { return {0.5 / f, -0.25 / (f * u)}; }
};

struct Cbrt {
    RAVINE_HOST_DEVICE static double value(double u) { return std::cbrt(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) { return {1 / (3 * f * f), -2 / (9 * f * f * u)}; }
};

struct Abs {
    RAVINE_HOST_DEVICE static double value(double u) { return std::abs(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) { return {u > 0 ? 1.0 : u < 0 ? -1.0 : 0.0, 0}; }
    static constexpr bool is_straight = true;
};

/// Of steps, which go up nowhere but where they jump.
struct Flat {
    RAVINE_HOST_DEVICE static Bend bend(double, double) { return {0, 0}; }
    static constexpr bool is_straight = true;
};

struct Sign : Flat {
    RAVINE_HOST_DEVICE static double value(double u) {
        return u > 0 ? 1 : u < 0 ? -1 : u;
    }  // not a number stays visible
};

struct Floor : Flat {
    RAVINE_HOST_DEVICE static double value(double u) { return std::floor(u); }
};

struct Ceil : Flat {
    RAVINE_HOST_DEVICE static double value(double u) { return std::ceil(u); }
};

struct Round : Flat {
    RAVINE_HOST_DEVICE static double value(double u) { return std::round(u); }
};

struct Rectifier {
    RAVINE_HOST_DEVICE static double value(double u) { return u < 0 ? 0 : u; }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) { return {u > 0 ? 1.0 : 0.0, 0}; }
    static constexpr bool is_straight = true;
};

struct Logistic {
    RAVINE_HOST_DEVICE static double value(double u) { return sigmoid_of(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double f) {
        const double rest = sigmoid_of(-u);
        return {f * rest, f * rest * (rest - f)};
    }
};

struct SoftRectifier {
    RAVINE_HOST_DEVICE static double value(double u) { return softplus_of(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        const double first = sigmoid_of(u);
        return {first, first * sigmoid_of(-u)};
    }
};

struct Erf {
    RAVINE_HOST_DEVICE static double value(double u) { return std::erf(u); }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) {
        const double first = 2 * std::numbers::inv_sqrtpi * std::exp(-u * u);
        return {first, -2 * u * first};
    }
};

struct Negative {
    RAVINE_HOST_DEVICE static double value(double u) { return -u; }
    RAVINE_HOST_DEVICE static Bend bend(double, double) { return {-1, 0}; }
    static constexpr bool is_straight = true;
};

struct Square {
    RAVINE_HOST_DEVICE static double value(double u) { return u * u; }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) { return {2 * u, 2}; }
};

struct Cube {
    RAVINE_HOST_DEVICE static double value(double u) { return u * u * u; }
    RAVINE_HOST_DEVICE static Bend bend(double u, double) { return {3 * u * u, 6 * u}; }
};

struct Sum {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return a + b; }
    RAVINE_HOST_DEVICE static Bend2 bend(double, double, double) { return {1, 1}; }
    static constexpr bool is_straight = true;
};

struct Difference {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return a - b; }
    RAVINE_HOST_DEVICE static Bend2 bend(double, double, double) { return {1, -1}; }
    static constexpr bool is_straight = true;
};

struct Product {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return a * b; }
    RAVINE_HOST_DEVICE static Bend2 bend(double a, double b, double) { return {b, a, 0, 1, 0}; }
    static constexpr bool curved_aa = false, curved_bb = false;
};

struct Quotient {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return a / b; }
    RAVINE_HOST_DEVICE static Bend2 bend(double, double b, double f) {
        const double inverse = 1 / b;
        return {inverse, -f * inverse, 0, -inverse * inverse, 2 * f * inverse * inverse};
    }
    static constexpr bool curved_aa = false;
};

/// factor·power, and 0 where the factor is, whatever the power: of x², x·x⁰ and 0·x⁻¹ at x = 0.
RAVINE_HOST_DEVICE inline double factor_times_power(double factor, double base, double exponent) {
    return factor == 0 ? 0 : factor * std::pow(base, exponent);
}

struct FixedPower {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return std::pow(a, b); }
    RAVINE_HOST_DEVICE static Bend2 bend(double a, double b, double) {
        return {factor_times_power(b, a, b - 1), 0, factor_times_power(b * (b - 1), a, b - 2)};
    }
    static constexpr bool curved_ab = false, curved_bb = false;
};

struct Power {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return std::pow(a, b); }
    RAVINE_HOST_DEVICE static Bend2 bend(double a, double b, double f) {
        const double less = std::pow(a, b - 1), logarithm = std::log(a);
        Bend2 bend = FixedPower::bend(a, b, f);
        if (f != 0) bend.by_b = f * logarithm, bend.by_bb = bend.by_b * logarithm;  // 0ᵇ is 0 for every b > 0
        if (less != 0) bend.by_ab = less * (1 + b * logarithm);
        return bend;
    }
};

struct Max {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return a >= b || a != a ? a : b; }
    RAVINE_HOST_DEVICE static Bend2 bend(double a, double b, double) { return a >= b ? Bend2{1, 0} : Bend2{0, 1}; }
    static constexpr bool is_straight = true;
};

struct Min {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return a <= b || a != a ? a : b; }
    RAVINE_HOST_DEVICE static Bend2 bend(double a, double b, double) { return a <= b ? Bend2{1, 0} : Bend2{0, 1}; }
    static constexpr bool is_straight = true;
};

struct Atan2 {
    RAVINE_HOST_DEVICE static double value(double y, double x) { return std::atan2(y, x); }
    RAVINE_HOST_DEVICE static Bend2 bend(double y, double x, double) {
        const double square = x * x + y * y, mixed = 2 * x * y / (square * square);
        return {x / square, -y / square, -mixed, (y - x) * (y + x) / (square * square), mixed};
    }
};

struct Hypot {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return std::hypot(a, b); }
    RAVINE_HOST_DEVICE static Bend2 bend(double a, double b, double f) {
        if (f == 0) return {0, 0};
        const double p = a / f, q = b / f;
        return {p, q, q * q / f, -p * q / f, p * p / f};
    }
};

/// a − b·⌊a/b⌋: between 0 and b.
struct Modulus {
    RAVINE_HOST_DEVICE static double value(double a, double b) { return a - b * std::floor(a / b); }
    RAVINE_HOST_DEVICE static Bend2 bend(double a, double b, double) { return {1, -std::floor(a / b)}; }
    static constexpr bool is_straight = true;
};

/// True where F is a function of two numbers.
template <class F>
constexpr bool takes_two = requires {
    F::value(0.0, 0.0);
};

/// Each once: what a program on a GPU calls them by is their place here.
using Listed =
    Types<Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, HyperbolicTangent, Asinh, Acosh, Atanh, Exp, Log, Log10, Log2,
          Sqrt, Cbrt, Abs, Sign, Floor, Ceil, Round, Rectifier, Logistic, SoftRectifier, Erf, Negative, Square, Cube,
          Sum, Difference, Product, Quotient, FixedPower, Power, Max, Min, Atan2, Hypot, Modulus>;

/// The place of F among Listed, or their number where it is none of them.
template <class F>
constexpr std::size_t place_of = [] {
    std::size_t place = Listed::count;
    (void)all_types(Listed(), [&]<class Other>(std::size_t at) {
        if (std::is_same_v<F, Other>) place = at;
        return true;
    });
    return place;
}();

}  // namespace ravine::formula_function
