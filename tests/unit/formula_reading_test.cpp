#include "engine/formula/formula.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/formula/functions.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr std::array<std::string_view, 2> variables = {"x", "y"};
constexpr double x = 0.7, y = -1.3;

Formula formula_of(std::string_view text) {
    const FormulaReading reading = read_formula(text, variables);
    INFO(text);
    if (!reading) FAIL(reading.error().what);
    return *reading;
}

double value_of(std::string_view text, std::vector<double> parameters = {}) {
    return formula_of(text).value(std::array{x, y}, parameters);
}

FormulaError error_of(std::string_view text) {
    const FormulaReading reading = read_formula(text, variables);
    INFO(text);
    REQUIRE(!reading);
    return reading.error();
}

/// The error's part of the text, its words and its hint.
struct Expected {
    std::string text, part, what, hint;
};

void check_errors(const std::vector<Expected>& all) {
    for (const auto& [text, part, what, hint] : all) {
        const FormulaError error = error_of(text);
        INFO(text);
        CHECK(text.substr(error.begin, error.end - error.begin) == part);
        CHECK(error.what == what);
        CHECK(error.hint == hint);
    }
}

std::string repeated(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("a formula is the same in the field's notation and in ASCII") {
    CHECK_THAT(value_of("½·(x² + κ·y²)", {4}), WithinRel((x * x + 4 * y * y) / 2, 1e-15));
    CHECK(value_of("½·(x² + κ·y²)", {4}) == value_of("0.5*(x^2 + kappa*y^2)", {4}));
    CHECK(value_of("x − y") == value_of("x - y"));
    CHECK(value_of("x × y ÷ 3") == value_of("x*y/3"));
    CHECK(value_of("x⁻²") == value_of("x^(-2)"));
    CHECK(value_of("x¹⁰") == value_of("x**10"));
    CHECK(value_of("√2·x") == value_of("sqrt(2)*x"));
    CHECK(value_of("√√2·√max(x, 3)") == value_of("sqrt(sqrt(2))*sqrt(max(x, 3))"));
    CHECK(value_of("√|y| + √(x + 1)") == value_of("sqrt(abs(y)) + sqrt(x + 1)"));
    CHECK(value_of("2|x − |y||") == value_of("2*abs(x - abs(y))"));
    CHECK(value_of("|x||y|") == value_of("abs(x)*abs(y)"));
    CHECK(value_of("π + e") == std::numbers::pi + std::numbers::e);
    CHECK(value_of(" 1.5e2 + .5\t+ 2.\n") == 152.5);
}

TEST_CASE("operators bind as in mathematics") {
    CHECK(value_of("-x^2") == -(x * x));
    CHECK(value_of("−x²") == -(x * x));
    CHECK(value_of("2^-1") == 0.5);
    CHECK(value_of("2^3^2") == 512);
    CHECK(value_of("2^-x²") == std::pow(2, -(x * x)));
    CHECK(value_of("2 - 3 - 4") == -5);
    CHECK(value_of("2/4/2") == 0.25);
    CHECK(value_of("2 + 3·4") == 14);
    CHECK(value_of("-x·y") == -x * y);
    CHECK(value_of("2·-3") == -6);
    CHECK(value_of("x--y") == x + y);
    CHECK(value_of("-√4") == -2);
    CHECK(value_of("+x") == x);
    CHECK(value_of("-(−x)") == x);
}

TEST_CASE("a product's sign may be left out") {
    CHECK(value_of("2x") == 2 * x);
    CHECK(value_of("2 x") == 2 * x);
    CHECK(value_of("3(x + 1)") == 3 * (x + 1));
    CHECK(value_of("(x + 1)(y - 1)") == (x + 1) * (y - 1));
    CHECK(value_of("(x + 1)y") == (x + 1) * y);
    CHECK(value_of("x(y + 1)") == x * (y + 1));
    CHECK(value_of("x y") == x * y);
    CHECK(value_of("x sin(y)") == x * std::sin(y));
    CHECK(value_of("2π x²y") == 2 * std::numbers::pi * (x * x) * y);
    CHECK(value_of("1/2x") == x / 2);
    CHECK(value_of("2x^2") == 2 * (x * x));
    CHECK(value_of("2e") == 2 * std::numbers::e);
    CHECK(value_of("xy", {5}) == 5);
}

TEST_CASE("names that are not known are parameters, in their order and as they are written") {
    const Formula formula = formula_of("κ·x + m̂·β₁ + κ·μ′ + sin_1 + ŵ");
    CHECK(std::ranges::equal(formula.parameters(), std::vector<std::string>{"κ", "m̂", "β₁", "μ′", "sin_1", "ŵ"}));
    CHECK(formula.uses(0));
    CHECK(!formula.uses(1));
    CHECK(formula.text() == "κ·x + m̂·β₁ + κ·μ′ + sin_1 + ŵ");
    CHECK(std::ranges::equal(formula.variables(), variables));
    CHECK_THAT(formula.value(std::array{2., 0.}, std::vector<double>{3, 5, 7, 11, 13, 17}),
               WithinAbs(6 + 35 + 33 + 13 + 17, 1e-12));
}

TEST_CASE("a variable goes before a constant or a function of its name") {
    constexpr std::array<std::string_view, 3> names = {"e", "max", "π"};
    const FormulaReading reading = read_formula("e + max·π", names);
    REQUIRE(reading);
    CHECK(reading->value(std::array{1., 2., 3.}, {}) == 7);
}

TEST_CASE("what has no number is no error") {
    CHECK(std::isinf(value_of("1/0")));
    CHECK(std::isnan(value_of("sqrt(-1)")));
    CHECK(value_of("log(0)") == -std::numeric_limits<double>::infinity());
    CHECK(std::isnan(value_of("max(sqrt(-1), 1)")));
    CHECK(std::isnan(value_of("max(1, sqrt(-1))")));
}

TEST_CASE("errors name what is missing, at its place") {
    check_errors({
        {"", "", "there is no formula", "for example x^2 + y^2"},
        {" \n", " \n", "there is no formula", "for example x^2 + y^2"},
        {"x + ", "+", "nothing stands after '+'", ""},
        {"·x", "·", "nothing stands before '·'", ""},
        {"(x·)", ")", "nothing stands between '·' and ')'", ""},
        {"x·/y", "/", "nothing stands between '·' and '/'", ""},
        {"1 + ()", ")", "nothing stands between '(' and ')'", ""},
        {"max(x,,y)", ",", "nothing stands between ',' and ','", ""},
        {"²", "²", "nothing stands before '²'", ""},
        {"2·√ − 1", "√", "nothing stands under '√'", ""},
        {"x·(½·(x² + y)", "(", "'(' is not closed", ""},
        {"x² + |y", "|", "'|' is not closed", ""},
        {"(x + |y)", "|", "'|' is not closed", ""},
        {"x)·(y", ")", "')' closes nothing", ""},
        {"κ + 2 3", "3", "an operator is missing before '3'", "a product is written x*2 or 2x"},
        {"x - -+y", "+", "two signs in a row", "write −(−x)"},
    });
    CHECK(error_of("x·(½·(x² + y)").begin == 3);  // the one that is not closed, not the last
}

TEST_CASE("errors about functions and names") {
    check_errors({
        {"1 + sinn(x)", "sinn", "unknown function 'sinn'", "did you mean 'sin'?"},
        {"kappa(x + 1)", "kappa", "unknown function 'kappa'", "a product is written kappa*(…)"},
        {"x sin y", "sin", "'sin' needs its argument in parentheses", "write sin(x)"},
        {"sin²(x)", "sin", "'sin' needs its argument in parentheses", "write sin(x)^2"},
        {"1 + atan2(x)", "atan2(x)", "'atan2' takes two arguments", "write atan2(y, x)"},
        {"sin(max(x, y), y)·2", "sin(max(x, y), y)", "'sin' takes one argument", "write sin(x)"},
        {"2·max()", "max()", "'max' takes one argument or more", "write max(x, y, …)"},
        {"√(x, y)", "√(x, y)", "'sqrt' takes one argument", "write sqrt(x)"},
        {"√x²", "²", "the power of √, or the root of a power?", "write √(x^2) or (√x)^2"},
        {"x²^3", "^", "a power of a power", "write (x²)^3 or x^(2^3)"},
    });
}

TEST_CASE("errors about characters and numbers") {
    check_errors({
        {"x?1:2", "?", "unexpected character '?'", ""},
        {"x ≤ y", "≤", "unexpected character '≤'", ""},
        {"f = x", "=", "unexpected character '='", "write only what stands to the right of '='"},
        {"2[x]", "[", "unexpected character '['", "write ( and )"},
        {"x\x01", "\x01", "a control character", ""},
        {std::string("x + \0", 5), std::string(1, '\0'), "a control character", ""},
        {"π\xC3 + 1", "\xC3", "this is no text in UTF-8", ""},
        {"π\x80", "π\x80", "this is no text in UTF-8", ""},
        {"x + 1.2.3", "1.2.3", "'1.2.3' is not a number", "one point is enough"},
        {"1e400x", "1e400", "'1e400' is beyond all numbers", ""},
        {"x² + 0,5", ",", "a comma stands only between the arguments of a function", "decimals have a point: 0.5"},
        {"(x, y)", ",", "a comma stands only between the arguments of a function", ""},
        {"x²⁻", "²⁻", "'²⁻' is not a power", ""},
    });
}

TEST_CASE("long and deep texts are read, or refused at once") {
    CHECK(value_of(repeated("x+", 1999) + "x") == Approx(2000 * x));
    CHECK(value_of(repeated("(", 1999) + "x" + repeated(")", 1999)) == x);
    CHECK(value_of(repeated("(x+", 999) + "x" + repeated(")", 999)) == Approx(1000 * x));
    CHECK(value_of(repeated("x*x+(", 660) + "x" + repeated(")", 660)) == Approx(660 * x * x + x));
    CHECK(value_of(repeated("√", 1333) + "2") == 1);
    CHECK(error_of(repeated("-", 3999)).what == "two signs in a row");
    CHECK(error_of(repeated("(", 3999)).what == "'(' is not closed");
    CHECK(error_of(repeated("|", 3999)).what == "'|' is not closed");
    for (const char* part : {"x+", "(", "-", "√", "π"})
        CHECK_THAT(error_of(repeated(part, 10'000)).what, StartsWith("too long: "));
    CHECK(formula_of(repeated("a", 4000)).parameters()[0].size() == 4000);
    CHECK(formula_of("x" + repeated("+p" + std::string("1"), 1333)).parameters().size() == 1);
}

TEST_CASE("every function is called by its name, and its form shows how") {
    for (const FormulaFunction& function : formula_functions()) {
        INFO(function.id);
        const std::string name(function.id);
        CHECK_THAT(std::string(function.form), StartsWith(name + "("));
        CHECK(!function.meaning.empty());
        CHECK(bool(read_formula(name + "(x)", variables)) == (function.arguments != 2));
        CHECK(bool(read_formula(name + "(x, y)", variables)) == (function.arguments != 1));
        CHECK(bool(read_formula(name + "(x, y, 1)", variables)) == (function.arguments < 0));
    }
}
