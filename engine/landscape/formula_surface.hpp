#pragma once
// A surface whose formula somebody has typed.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/formula/formula.hpp"
#include "engine/formula/gradient_program.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {

/// A name in the formula that is neither x nor y, nor known to it.
struct FormulaParameter {
    std::string name;
    double value = 1;

    bool operator==(const FormulaParameter&) const = default;
};

/// f(x, y) as typed (see formula.hpp). Parameters that are not listed are 1.
struct TypedFormula {
    std::string text;
    std::vector<FormulaParameter> parameters;
    Window window{-3, 3, -3, 3};

    bool operator==(const TypedFormula&) const = default;
};

/// "f(x, y)" as a formula of x and y.
FormulaReading read_surface_formula(std::string_view text);

/// The formula with a value for each of its parameters: those that it had before keep theirs.
TypedFormula with_text(const TypedFormula& before, const Formula& formula);

/// Derivatives by automatic differentiation; minima are those that find_minima finds.
class FormulaSurface final : public Surface {
  public:
    FormulaSurface(Formula formula, const TypedFormula& typed);

    double value(double x, double y) const override;
    std::array<double, 2> gradient(double x, double y) const override;
    std::array<double, 3> hessian(double x, double y) const override;
    void values(std::span<const double> x, std::span<const double> y, std::span<double> f) const override;
    void gradients(std::span<const double> x, std::span<const double> y, std::span<double> f_x,
                   std::span<double> f_y) const override;
    std::optional<GradientCode> gradient_code() const override;

  private:
    Formula formula_;
    std::vector<double> parameters_;
    GradientProgramLists lists_;
};

/// Errors: a text that is no formula, with the character; a parameter that it does not have or that is not finite; a
/// window without extent.
Result<std::shared_ptr<const Surface>> make_surface(const TypedFormula& typed);

}  // namespace ravine
