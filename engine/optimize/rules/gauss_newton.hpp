#pragma once
// The method of Levenberg and Marquardt: between Newton's steps on a model that is linear in θ and short steps
// downhill.

#include "engine/optimize/rules/rule.hpp"

namespace ravine {

/// Memory: the damping μ. A step that does not lower the loss, or for which the matrix is not positive definite, keeps
/// θ and raises μ.
inline std::size_t gauss_newton_memory(std::size_t, const double*) { return 1; }
void gauss_newton_step(Objective& objective, const ObjectiveStep& at);
std::string gauss_newton_formula(std::span<const double> settings);
std::vector<StepLine> gauss_newton_lines(const StepStart& start);

namespace optimizer_rows {

constexpr std::array<std::string_view, 2> damping_forms = {"identity", "diagonal"};

constexpr std::array gauss_newton_settings = {
    learning_rate(1),
    damping("μ₀", "At the start; each step changes it by its success. Made for the whole data set as one batch.", 0.01),
    as_detail({"lower", "Lowered by", "ν₋", "The damping is divided by this after a step that lowers the loss.", 10, 1,
               100, Scale::logarithmic}),
    as_detail({"raise", "Raised by", "ν₊", "The damping is multiplied by this where a step would not lower the loss.",
               10, 1.1, 100, Scale::logarithmic}),
    as_detail({"scaling", "Damping of", "",
               "The identity, as Levenberg has it, or the matrix's diagonal, as Marquardt has it.", 0, 0, 1,
               Scale::choice, damping_forms})};

constexpr OptimizerRow gauss_newton = {
    .id = "gauss_newton",
    .label = "Gauss–Newton",
    .formula = "d ← (JᵀHJ + μ·I)⁻¹·g\nL falls: θ ← θ − η·d, μ ← μ/ν₋\nelse: θ stays, μ ← μ·ν₊",
    .source = "Levenberg 1944; Marquardt 1963; Schraudolph 2002 (any loss)",
    .settings = gauss_newton_settings,
    .state_vectors = 0,
    .state = {},
    .single = nullptr,
    .precise = nullptr,
    .formula_for = gauss_newton_formula,
    .rule = {gauss_newton_step, gauss_newton_memory, 1000, "its matrix grows with their square", gauss_newton_lines},
};

}  // namespace optimizer_rows
}  // namespace ravine
