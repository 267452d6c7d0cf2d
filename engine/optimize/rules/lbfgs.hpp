#pragma once
// Limited-memory BFGS: a Newton step whose Hessian is told by the last few steps and what they changed in the gradient.

#include "engine/optimize/rules/rule.hpp"

namespace ravine {

/// Memory: how many pairs (Δθ, Δg) there are, the first guess of 1/curvature, and the pairs, oldest first. Both
/// gradients of a pair are of the same batch (Schraudolph, Yu & Günter 2007). A search that finds nothing lower keeps θ
/// and forgets the pairs.
std::size_t lbfgs_memory(std::size_t count, const double* settings);
void lbfgs_step(Objective& objective, const ObjectiveStep& at);
std::string lbfgs_formula(std::span<const double> settings);
std::vector<StepLine> lbfgs_lines(const StepStart& start);

namespace optimizer_rows {

constexpr std::array<std::string_view, 3> line_searches = {"fixed", "armijo", "strong_wolfe"};

constexpr std::array lbfgs_settings = {
    learning_rate(1),
    Setting{"memory",
            "Memory",
            "",
            "How many of the last steps tell the curvature.",
            10,
            1,
            50,
            Scale::integer,
            {},
            "steps"},
    Setting{
        "line_search", "Line search", "",
        "Fixed: every step is the learning rate times the direction. Armijo: halves it until the loss falls enough. "
        "Strong Wolfe: until the slope is smaller, too. Made for the whole data set as one batch.",
        2, 0, 2, Scale::choice, line_searches}};

constexpr OptimizerRow lbfgs = {
    .id = "lbfgs",
    .label = "L-BFGS",
    .formula = "B by the last Δθ and Δg\nd ← −B·g\nt ← η, then by Wolfe's conditions\nθ ← θ + t·d",
    .source = "Liu & Nocedal 1989; Nocedal & Wright 2006, algorithm 7.4",
    .settings = lbfgs_settings,
    .state_vectors = 0,
    .state = {},
    .single = nullptr,
    .precise = nullptr,
    .formula_for = lbfgs_formula,
    .rule = {lbfgs_step, lbfgs_memory, 100'000, "its memory is many times as long as they are", lbfgs_lines},
};

}  // namespace optimizer_rows
}  // namespace ravine
