#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "engine/formula/formula.hpp"
#include "engine/formula/functions.hpp"
#include "tests/catch.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

constexpr std::array<std::string_view, 2> names = {"x", "y"};

Formula read(std::string_view text) {
    const FormulaReading reading = read_formula(text, names);
    INFO(text);
    if (!reading) FAIL(reading.error().what);
    return *reading;
}

SecondOrder at(std::string_view text, double x, double y, std::vector<double> parameters = {}) {
    return read(text).derivatives(std::array{x, y}, parameters);
}

/// Fails unless value, gradient and Hessian are these.
void check(std::string_view text, double x, double y, const SecondOrder& expected) {
    const SecondOrder found = at(text, x, y);
    INFO(text << " at " << x << ", " << y);
    CHECK_THAT(found.value, WithinAbs(expected.value, 1e-14));
    for (std::size_t i = 0; i < 2; ++i) CHECK_THAT(found.gradient[i], WithinAbs(expected.gradient[i], 1e-14));
    for (std::size_t i = 0; i < 3; ++i) CHECK_THAT(found.hessian[i], WithinAbs(expected.hessian[i], 1e-14));
}

/// Numbers at which a function is smooth: between its steps and kinks, and where it has a value.
struct Domain {
    double least = -2.9, most = 2.9;
};

Domain domain_of(std::string_view function) {
    if (function == "asin" || function == "acos" || function == "atanh") return {-0.9, 0.9};
    if (function == "acosh") return {1.1, 4};
    if (function == "log" || function == "ln" || function == "log10" || function == "log2" || function == "sqrt" ||
        function == "pow")
        return {0.1, 3};
    if (function == "tan") return {-1.2, 1.2};
    return {};
}

/// Not near a multiple of ½, nor near its neighbour.
bool is_smooth_at(double u, double v) {
    const auto distance = [](double number) { return std::abs(number - std::round(number)); };
    const double quotient = u / v;
    return distance(2 * u) > 0.05 && distance(2 * v) > 0.05 && distance(quotient) > 0.05 && std::abs(u - v) > 0.05;
}

/// f' by central differences of fourth order.
template <class F>
double slope_of(F f) {
    constexpr double h = 1e-3;
    return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

constexpr const char* several[] = {"x^2 + y",
                                   "sin(x)·cos(y) − κ·x/y",
                                   "max(x, y, 0.5) + mod(x, y)",
                                   "(x²y + |x|)^1.5",
                                   "√(x² + y²)·e^(−x y)",
                                   "x^y + atan2(y, x)",
                                   "3",
                                   "y",
                                   "κ",
                                   "κ·λ²",
                                   "hypot(x, y)/2"};

struct Points {
    std::vector<double> x, y;
};

Points random_points(std::size_t count) {
    std::mt19937 engine(5);
    std::uniform_real_distribution<double> number(-3, 3);
    Points points;
    for (std::size_t i = 0; i < count; ++i) points.x.push_back(number(engine)), points.y.push_back(number(engine));
    return points;
}

bool is_same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }
bool is_near(double a, double b) { return is_same(a, b) || std::abs(a - b) <= 1e-13 * std::max(1.0, std::abs(b)); }

}  // namespace

TEST_CASE("the derivatives of every function are those that differences show") {
    std::mt19937 engine(1);
    for (const FormulaFunction& function : formula_functions()) {
        INFO(function.id);
        const std::string name(function.id);
        const Formula formula = read(function.arguments == 1 ? name + "(x) + 0·y" : name + "(x, y)");
        const Domain domain = domain_of(function.id);
        std::uniform_real_distribution<double> number(domain.least, domain.most);
        for (int tried = 0; tried < 100;) {
            const double x = number(engine), y = number(engine);
            if (!is_smooth_at(x, y)) continue;
            ++tried;
            INFO("at " << x << ", " << y);
            const SecondOrder exact = formula.derivatives(std::array{x, y}, {});
            const auto near = [&](double dx, double dy) { return formula.derivatives(std::array{x + dx, y + dy}, {}); };
            const double by_x = slope_of([&](double h) { return near(h, 0).value; });
            const double by_y = slope_of([&](double h) { return near(0, h).value; });
            const double by_xx = slope_of([&](double h) { return near(h, 0).gradient[0]; });
            const double by_xy = slope_of([&](double h) { return near(0, h).gradient[0]; });
            const double by_yx = slope_of([&](double h) { return near(h, 0).gradient[1]; });
            const double by_yy = slope_of([&](double h) { return near(0, h).gradient[1]; });
            const auto is_close = [](double a, double b) {
                return std::abs(a - b) < 1e-6 * std::max(1.0, std::abs(a));
            };
            REQUIRE(std::isfinite(exact.value));
            REQUIRE(is_close(exact.gradient[0], by_x));
            REQUIRE(is_close(exact.gradient[1], by_y));
            REQUIRE(is_close(exact.hessian[0], by_xx));
            REQUIRE(is_close(exact.hessian[1], by_xy));
            REQUIRE(is_close(exact.hessian[1], by_yx));
            REQUIRE(is_close(exact.hessian[2], by_yy));
        }
    }
}

TEST_CASE("derivatives go through all operators") {
    check("x·y + x/y − y", 3, 2, {5.5, {2.5, 1.25}, {0, 0.75, 0.75}});
    check("(x + 2y)^2", 1, 1, {9, {6, 12}, {2, 4, 8}});
    check("−x·x·x·y", 2, 3, {-24, {-36, -8}, {-36, -12, 0}});
    check("e^(x·y)", 0, 1, {1, {1, 0}, {1, 1, 0}});
    check("1/x", 2, 0, {0.5, {-0.25, 0}, {0.25, 0, 0}});
    check("x", 2, 7, {2, {1, 0}, {0, 0, 0}});
    check("5", 2, 7, {5, {0, 0}, {0, 0, 0}});
    const SecondOrder ravine = at("½·(x² + κ·y²)", 3, 2, {10});
    CHECK(ravine.gradient == std::array{3., 20.});
    CHECK(ravine.hessian == std::array{1., 0., 10.});
}

TEST_CASE("powers with a fixed exponent are right at 0 and below") {
    check("x^0", 0, 0, {1, {0, 0}, {0, 0, 0}});
    check("x^1", 0, 0, {0, {1, 0}, {0, 0, 0}});
    check("x^2", 0, 0, {0, {0, 0}, {2, 0, 0}});
    check("x^3", 0, 0, {0, {0, 0}, {0, 0, 0}});
    check("x^4", 0, 0, {0, {0, 0}, {0, 0, 0}});
    check("x^5", 0, 0, {0, {0, 0}, {0, 0, 0}});
    check("x^2", -3, 0, {9, {-6, 0}, {2, 0, 0}});
    check("x^3", -2, 0, {-8, {12, 0}, {-12, 0, 0}});
    check("x^4", -2, 0, {16, {-32, 0}, {48, 0, 0}});
    check("x^5", -1, 0, {-1, {5, 0}, {-20, 0, 0}});
    check("x^-1", -2, 0, {-0.5, {-0.25, 0}, {-0.25, 0, 0}});
    check("x^(4/2)", -3, 0, {9, {-6, 0}, {2, 0, 0}});
    for (const double exponent : {0., 1., 2., 3.}) {  // of a parameter, too
        const SecondOrder power = at("x^n", 0, 0, {exponent});
        CHECK(power.value == (exponent == 0 ? 1 : 0));
        CHECK(power.gradient == std::array{exponent == 1 ? 1. : 0., 0.});
        CHECK(power.hessian == std::array{exponent == 2 ? 2. : 0., 0., 0.});
    }
}

TEST_CASE("powers whose exponent varies have the slopes of e^(y·log x)") {
    const double log3 = std::log(3.0);
    check("x^y", 3, 2, {9, {6, 9 * log3}, {2, 3 * (1 + 2 * log3), 9 * log3 * log3}});
    check("3^x", 2, 0, {9, {9 * log3, 0}, {9 * log3 * log3, 0, 0}});
    check("x^y", 0, 2, {0, {0, 0}, {2, 0, 0}});
    check("(−2)^2 + y·0", 1, 1, {4, {0, 0}, {0, 0, 0}});
}

TEST_CASE("a slope that is infinite stays with what it is the slope of") {
    const SecondOrder root = at("√x + y²", 0, 3);
    CHECK(std::isinf(root.gradient[0]));
    CHECK(root.gradient[1] == 6);
    CHECK(root.hessian[1] == 0);
    CHECK(root.hessian[2] == 2);
    const SecondOrder parameter = at("√k·x", 2, 0, {0});
    CHECK(parameter.gradient == std::array{0., 0.});
}

TEST_CASE("at kinks and jumps the slope is that of one side") {
    check("|x|", 0, 0, {0, {0, 0}, {0, 0, 0}});
    check("hypot(x, y)", 0, 0, {0, {0, 0}, {0, 0, 0}});
    check("max(x, y)", 1, 1, {1, {1, 0}, {0, 0, 0}});
    check("min(x, y)", 1, 1, {1, {1, 0}, {0, 0, 0}});
    check("relu(x)", 0, 0, {0, {0, 0}, {0, 0, 0}});
    check("floor(x) + sign(y)", 2, 0, {2, {0, 0}, {0, 0, 0}});
}

TEST_CASE("many points at once have the values and gradients of each by itself") {
    const auto [x, y] = random_points(3 * 64 + 7);
    std::vector<double> values(x.size()), same(x.size()), by_x(x.size()), by_y(x.size());
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth one(width);
        for (const char* text : several) {
            INFO(text << ", " << vectors::name_of(width));
            const Formula formula = read(text);
            const std::vector<double> parameters(formula.parameters().size(), 1.5);
            formula.values(x, y, parameters, values);
            formula.gradients(x, y, parameters, same, by_x, by_y);
            for (std::size_t i = 0; i < x.size(); ++i) {
                const std::array point = {x[i], y[i]};
                const SecondOrder alone = formula.derivatives(point, parameters);
                REQUIRE(is_near(values[i], formula.value(point, parameters)));
                REQUIRE(is_near(values[i], alone.value));
                REQUIRE(is_near(same[i], alone.value));
                REQUIRE(is_near(by_x[i], alone.gradient[0]));
                REQUIRE(is_near(by_y[i], alone.gradient[1]));
            }
        }
    }
}

TEST_CASE("values agree across vectors' widths") {
    const auto [x, y] = random_points(200);
    for (const char* text : several) {
        INFO(text);
        const Formula formula = read(text);
        const std::vector<double> parameters(formula.parameters().size(), 1.5);
        std::vector<double> plain(x.size()), wide(x.size());
        {
            const test::OneWidth one(vectors::Width::plain);
            formula.values(x, y, parameters, plain);
        }
        formula.values(x, y, parameters, wide);
        for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(is_near(plain[i], wide[i]));
    }
}

TEST_CASE("a formula of one variable, and of many") {
    constexpr std::array<std::string_view, 1> alone = {"z"};
    const SecondOrder cube = read_formula("z³", alone)->derivatives(std::array{2.}, {});
    CHECK(cube.gradient == std::array{12., 0.});
    CHECK(cube.hessian == std::array{12., 0., 0.});
    std::vector<std::string> all;
    std::string sum = "0";
    for (int i = 0; i < 30; ++i) sum += "+" + all.emplace_back('v' + std::to_string(i));
    const std::vector<std::string_view> many(all.begin(), all.end());
    CHECK(read_formula(sum, many)->value(std::vector<double>(30, 2), {}) == 60);
}
