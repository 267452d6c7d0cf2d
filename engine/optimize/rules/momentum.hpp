#pragma once
// Gradient descent, with and without a velocity: SGD, momentum, Nesterov's momentum, Lion.

#include "engine/optimize/rules/momentum_theory.hpp"
#include "engine/optimize/rules/rule.hpp"

namespace ravine {

template <class S>
struct Sgd {
    static constexpr int vectors = 0;
    static std::string formula(std::span<const double>) { return "θ ← θ − η·g"; }
    S rate;

    RAVINE_HOST_DEVICE Sgd(const double* settings, std::uint64_t) : rate(S(settings[0])) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S*) const { parameter -= rate * gradient; }
};

template <class S>
struct Momentum {
    static constexpr int vectors = 1;
    static std::string formula(std::span<const double> settings) {
        return settings[2] == 0 ? "v ← β·v + g\nθ ← θ − η·v" : "v ← β·v + (1 − β)·g\nθ ← θ − η·v";
    }
    S rate, beta, share;

    RAVINE_HOST_DEVICE Momentum(const double* settings, std::uint64_t)
        : rate(S(settings[0])), beta(S(settings[1])), share(S(settings[2] == 0 ? 1 : 1 - settings[1])) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* v) const {
        v[0] = beta * v[0] + share * gradient;
        parameter -= rate * v[0];
    }
};

/// θ is the point that Nesterov looks ahead to, θ − η·β·v, where the gradient is taken: ŵ in Loo's lecture.
template <class S>
struct Nesterov : Momentum<S> {
    static std::string formula(std::span<const double> settings) {
        return settings[2] == 0 ? "v ← β·v + g\nθ ← θ − η·(g + β·v)"
                                : "v ← β·v + (1 − β)·g\nθ ← θ − η·((1 − β)·g + β·v)";
    }
    using Momentum<S>::Momentum;
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* v) const {
        const S part = this->share * gradient;
        v[0] = this->beta * v[0] + part;
        parameter -= this->rate * (part + this->beta * v[0]);
    }
};

template <class S>
struct Lion {
    static constexpr int vectors = 1;
    static std::string formula(std::span<const double>) {
        return "u ← sign(β₁·m + (1 − β₁)·g)\nm ← β₂·m + (1 − β₂)·g\nθ ← θ − η·(u + λ·θ)";
    }
    S rate, beta1, beta2, rest1, rest2, decay;

    RAVINE_HOST_DEVICE Lion(const double* settings, std::uint64_t)
        : rate(S(settings[0])),
          beta1(S(settings[1])),
          beta2(S(settings[2])),
          rest1(S(1 - settings[1])),
          rest2(S(1 - settings[2])),
          decay(S(settings[3])) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* m) const {
        const S mixed = beta1 * m[0] + rest1 * gradient;
        const S sign = mixed > S(0) ? S(1) : mixed < S(0) ? S(-1) : mixed;  // not a number stays visible
        m[0] = beta2 * m[0] + rest2 * gradient;
        parameter -= rate * (sign + decay * parameter);
    }
};

namespace optimizer_rows {

constexpr std::array<std::string_view, 2> momentum_forms = {"polyak", "moving_average"};
constexpr std::array velocity = {StateVector{"v", StateRole::direction}};
constexpr std::array mean = {StateVector{"m", StateRole::direction}};

constexpr Setting formulation =
    as_detail({"formulation", "Formulation", "",
               "Polyak's sum v ← βv + g, or the moving average v ← βv + (1 − β)g, whose steps are 1 − β times as long.",
               0, 0, 1, Scale::choice, momentum_forms});

constexpr std::array sgd_settings = {learning_rate(0.1)};
constexpr std::array momentum_settings = {learning_rate(0.03), momentum_share("Share of the velocity that stays."),
                                          formulation};
constexpr std::array lion_settings = {
    learning_rate(0.001), Setting{"beta1", "β₁", "β₁", "Share of the mean in the step's sign.", 0.9, 0, 0.9999},
    Setting{"beta2", "β₂", "β₂", "Decay of the mean of the gradients.", 0.99, 0, 0.99999}, weight_decay(0)};

constexpr OptimizerRow sgd =
    with_theory(optimizer_row<Sgd>("sgd", "SGD", "θ ← θ − η·g", "Robbins & Monro 1951; Cauchy 1847", sgd_settings, {}),
                momentum_theory::sgd);
constexpr OptimizerRow momentum =
    with_theory(optimizer_row<Momentum>("momentum", "Momentum", "v ← β·v + g\nθ ← θ − η·v", "Polyak 1964",
                                        momentum_settings, velocity),
                momentum_theory::momentum);
constexpr OptimizerRow nesterov =
    with_theory(optimizer_row<Nesterov>("nesterov", "Nesterov", "v ← β·v + g\nθ ← θ − η·(g + β·v)",
                                        "Nesterov 1983; Sutskever et al. 2013", momentum_settings, velocity),
                momentum_theory::nesterov);
constexpr OptimizerRow lion =
    optimizer_row<Lion>("lion", "Lion", "u ← sign(β₁·m + (1 − β₁)·g)\nm ← β₂·m + (1 − β₂)·g\nθ ← θ − η·(u + λ·θ)",
                        "Chen et al. 2023, Symbolic discovery of optimization algorithms", lion_settings, mean);

}  // namespace optimizer_rows
}  // namespace ravine
