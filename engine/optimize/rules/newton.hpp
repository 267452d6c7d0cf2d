#pragma once
// Newton's method: the step to where the parabola through gradient and Hessian is flat.

#include "engine/optimize/rules/rule.hpp"

namespace ravine {

inline std::size_t newton_memory(std::size_t, const double*) { return 0; }
void newton_step(Objective& objective, const ObjectiveStep& at);
std::string newton_formula(std::span<const double> settings);
std::vector<StepLine> newton_lines(const StepStart& start);

namespace optimizer_rows {

constexpr std::array<std::string_view, 3> indefinite_forms = {"absolute", "shifted", "as_it_is"};

constexpr std::array newton_settings = {
    learning_rate(1),
    damping("λ", "Added to every curvature: keeps steps short where the ground is nearly flat.", 0.001),
    Setting{
        "indefinite", "Negative curvature", "",
        "Where the ground curves downwards: take the curvatures' sizes, add as much to all of them as makes the least "
        "a thousandth of the largest, or step as it is, also up to a saddle or a hilltop.",
        0, 0, 2, Scale::choice, indefinite_forms},
    Setting{"backtracking", "Backtracking", "",
            "Halves a step downhill until the loss falls enough (Armijo). Made for the whole data set as one batch.", 1,
            0, 1, Scale::toggle}};

constexpr OptimizerRow newton = {
    .id = "newton",
    .label = "Newton",
    .formula = "H = Q·diag(e)·Qᵀ\nd ← Q·diag(1/(|e| + λ))·Qᵀ·g\nt ← η, halved until L falls\nθ ← θ − t·d",
    .source = "Nocedal & Wright 2006, sections 3.1 and 3.4; Dauphin et al. 2014 (absolute)",
    .settings = newton_settings,
    .state_vectors = 0,
    .state = {},
    .single = nullptr,
    .precise = nullptr,
    .formula_for = newton_formula,
    .rule = {newton_step, newton_memory, 500, "the eigenvalues of its Hessian take time with their cube", newton_lines},
};

}  // namespace optimizer_rows
}  // namespace ravine
