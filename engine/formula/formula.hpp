#pragma once
// Formulas that people type, such as "½·(x² + κ·y²)" or "0.5*(x^2 + kappa*y^2)": read once, then evaluated as often as
// wanted, with exact derivatives.
//
// Numbers, + − · / ^ (also × * ÷ and x²), ( ), |x|, √x, functions (functions.hpp), π, pi and e. A sign binds less than
// a power, −x² = −(x²), and powers go from the right: 2^3^2 = 2^9. A product's sign may be left out after a number, a
// closing parenthesis or, with a space, a name: 2x, 3(x + 1), x sin(y); it binds as a written one: 1/2x is x/2. Any
// other name is a parameter.

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace ravine {

/// What is wrong with a text, and where: the bytes from `begin` until `end`, between characters of UTF-8.
struct FormulaError {
    std::string what;  ///< "unknown function 'sinn'"
    std::string hint;  ///< "did you mean 'sin'?"; may be empty
    std::size_t begin = 0, end = 0;
};

/// A value with its derivatives by the first two variables.
struct SecondOrder {
    double value;
    std::array<double, 2> gradient;  ///< ∂x, ∂y
    std::array<double, 3> hessian;   ///< ∂x∂x, ∂x∂y, ∂y∂y
};

struct FormulaProgram;

/// Does not change, is cheap to copy, and may be evaluated by any number of threads at once. Variables and parameters
/// are given in the order of variables() and parameters(); none may be missing.
class Formula {
  public:
    explicit Formula(std::shared_ptr<const FormulaProgram> program) : program_(std::move(program)) {}

    const std::string& text() const;
    std::span<const std::string> variables() const;   ///< as read_formula got them
    std::span<const std::string> parameters() const;  ///< as they are written, in order of first appearance
    bool uses(std::size_t variable) const;
    const FormulaProgram& program() const { return *program_; }

    double value(std::span<const double> variables, std::span<const double> parameters) const;

    /// By forward differentiation of second order (Griewank & Walther 2008, chapter 13), exact but for rounding. Where
    /// there is one variable only, what goes by the second is 0.
    SecondOrder derivatives(std::span<const double> variables, std::span<const double> parameters) const;

    /// The same for many points at once, of a formula of two variables; all columns have one length.
    void values(std::span<const double> x, std::span<const double> y, std::span<const double> parameters,
                std::span<double> values) const;
    void gradients(std::span<const double> x, std::span<const double> y, std::span<const double> parameters,
                   std::span<double> values, std::span<double> by_x, std::span<double> by_y) const;

  private:
    std::shared_ptr<const FormulaProgram> program_;
};

using FormulaReading = Result<Formula, FormulaError>;

constexpr std::size_t longest_formula = 4000;  ///< bytes

/// Names of variables go before constants and functions of the same name.
FormulaReading read_formula(std::string_view text, std::span<const std::string_view> variables);

}  // namespace ravine
