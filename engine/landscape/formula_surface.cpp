#include "engine/landscape/formula_surface.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/utf8.hpp"
#include "engine/landscape/kernels/gradient_code.hpp"
#include "engine/landscape/minima.hpp"

namespace ravine {

namespace {

constexpr std::string_view variables[] = {"x", "y"};

std::vector<double> values_of(const Formula& formula, const TypedFormula& typed) {
    std::vector<double> values;
    for (const std::string& name : formula.parameters()) {
        const auto given = std::ranges::find(typed.parameters, name, &FormulaParameter::name);
        values.push_back(given == typed.parameters.end() ? FormulaParameter().value : given->value);
    }
    return values;
}

Status check_parameters(const Formula& formula, const TypedFormula& typed) {
    for (const FormulaParameter& parameter : typed.parameters) {
        const std::string where = "surface.parameters." + parameter.name;
        if (std::ranges::find(formula.parameters(), parameter.name) == formula.parameters().end())
            return input_error("the formula has no such parameter", where,
                               fmt::format("it has: {}", fmt::join(formula.parameters(), ", ")));
        if (!std::isfinite(parameter.value)) return input_error("a parameter that is not finite", where);
    }
    return {};
}

}  // namespace

FormulaReading read_surface_formula(std::string_view text) { return read_formula(text, variables); }

TypedFormula with_text(const TypedFormula& before, const Formula& formula) {
    TypedFormula typed{formula.text(), {}, before.window};
    const std::vector<double> values = values_of(formula, before);
    for (std::size_t i = 0; i < values.size(); ++i) typed.parameters.push_back({formula.parameters()[i], values[i]});
    return typed;
}

FormulaSurface::FormulaSurface(Formula formula, const TypedFormula& typed)
    : Surface({.label = "Own formula",
               .formula = "f(x, y) = " + typed.text,
               .source = "Derivatives: Griewank & Walther, Evaluating Derivatives, 2008",
               .derivatives = "automatic differentiation",
               .window = typed.window,
               .start = typed.window.usual_start()}),
      formula_(std::move(formula)),
      parameters_(values_of(formula_, typed)),
      lists_(formula_.program(), parameters_) {
    find_floor(*this, own_traits());
}

double FormulaSurface::value(double x, double y) const { return formula_.value(std::array{x, y}, parameters_); }

std::array<double, 2> FormulaSurface::gradient(double x, double y) const {
    return formula_.derivatives(std::array{x, y}, parameters_).gradient;
}

std::array<double, 3> FormulaSurface::hessian(double x, double y) const {
    return formula_.derivatives(std::array{x, y}, parameters_).hessian;
}

void FormulaSurface::values(std::span<const double> x, std::span<const double> y, std::span<double> f) const {
    formula_.values(x, y, parameters_, f);
}

void FormulaSurface::gradients(std::span<const double> x, std::span<const double> y, std::span<double> f_x,
                               std::span<double> f_y) const {
    std::vector<double> f(x.size());
    formula_.gradients(x, y, parameters_, f, f_x, f_y);
}

std::optional<GradientCode> FormulaSurface::gradient_code() const {
    if (!lists_.has_room()) return std::nullopt;
    return GradientCode{lists_.program()};
}

Result<std::shared_ptr<const Surface>> make_surface(const TypedFormula& typed) {
    if (Status status = check_window(typed.window, "surface.window"); !status) return status.error();
    const FormulaReading formula = read_surface_formula(typed.text);
    if (!formula) {
        const FormulaError& error = formula.error();
        const auto character = 1 + std::count_if(typed.text.begin(), typed.text.begin() + std::ptrdiff_t(error.begin),
                                                 [](char byte) { return !continues_character(byte); });
        return input_error(fmt::format("{} at character {}", error.what, character), "surface.formula", error.hint);
    }
    if (Status status = check_parameters(*formula, typed); !status) return status.error();
    return std::shared_ptr<const Surface>(std::make_shared<FormulaSurface>(*formula, typed));
}

}  // namespace ravine
