#pragma once
// What the rules of the optimizers share: the loop over parameters, settings that several have, the making of a row.

#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "engine/core/host_device.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

template <class Rule, class S>
void run_rule(S* parameters, const S* gradient, S* state, std::size_t count, std::size_t stride, std::uint64_t step,
              const double* settings) {
    const Rule rule(settings, step);
    vector_loop([=]() RAVINE_LOOP_BODY {
        const Rule alone = rule;  // which no store can change, so that what it holds stays in registers
        RAVINE_INDEPENDENT
        for (std::size_t i = 0; i < count; ++i) {
            std::array<S, Rule::vectors> own;
            for (int k = 0; k < Rule::vectors; ++k) own[std::size_t(k)] = state[std::size_t(k) * stride + i];
            S parameter = parameters[i];
            alone.update(parameter, gradient[i], own.data());
            parameters[i] = parameter;
            for (int k = 0; k < Rule::vectors; ++k) state[std::size_t(k) * stride + i] = own[std::size_t(k)];
        }
    });
}

/// A row of the table from a rule, which is made from (settings, step) and updates one parameter.
template <template <class> class Rule>
constexpr OptimizerRow optimizer_row(std::string_view id, std::string_view label, std::string_view formula,
                                     std::string_view source, std::span<const Setting> settings,
                                     std::span<const StateVector> state) {
    return {id,
            label,
            formula,
            source,
            settings,
            Rule<float>::vectors,
            state,
            run_rule<Rule<float>, float>,
            run_rule<Rule<double>, double>,
            Rule<float>::formula};
}

constexpr OptimizerRow with_theory(OptimizerRow row, const QuadraticTheory& theory) {
    row.theory = theory;
    return row;
}

/// √square, with ε inside or outside the root.
template <class S>
struct Root {
    S inside, outside;

    RAVINE_HOST_DEVICE Root(double epsilon, bool is_inside)
        : inside(S(is_inside ? epsilon : 0)), outside(S(is_inside ? 0 : epsilon)) {}
    RAVINE_HOST_DEVICE S operator()(S square) const { return std::sqrt(square + inside) + outside; }
};

/// "(√v + ε)" or "√(v + ε)"
inline std::string root_words(const std::string& square, bool is_inside) {
    const bool is_sum = square.size() > 1 && square.find(' ') != std::string::npos;
    if (is_inside) return "√(" + square + " + ε)";
    return is_sum ? "(√(" + square + ") + ε)" : "(√" + square + " + ε)";
}

constexpr Setting learning_rate(double standard) {
    return {"learning_rate",   "Learning rate", "η", "Length of a step relative to the gradient.", standard, 1e-6, 10,
            Scale::logarithmic};
}

constexpr Setting momentum_share(std::string_view help) { return {"momentum", "Momentum", "β", help, 0.9, 0, 0.999}; }

constexpr Setting epsilon(double standard) {
    return as_detail({"epsilon", "Epsilon", "ε", "Keeps the division finite.", standard, 0, 1, Scale::logarithmic});
}

constexpr Setting epsilon_inside_root(double standard, std::string_view help) {
    return as_detail({"epsilon_inside_root", "Epsilon inside the root", "", help, standard, 0, 1, Scale::toggle});
}

/// Of second-order rules.
constexpr Setting damping(std::string_view symbol, std::string_view help, double standard) {
    return {"damping", "Damping", symbol, help, standard, 0, 1000, Scale::logarithmic};
}

constexpr Setting weight_decay(double standard) {
    return {"weight_decay",    "Weight decay", "λ", "Pulls every parameter towards 0 in each step.", standard, 0, 1,
            Scale::logarithmic};
}

}  // namespace ravine
