#pragma once
// Momentum and a learning rate of its own for each parameter: Adam and its kin.

#include <algorithm>

#include "engine/optimize/rules/rule.hpp"

namespace ravine {

/// Moving averages of the gradients and of their squares; settings 1 and 2 are their decays.
template <class S>
struct Moments {
    static std::string words() { return "m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\n"; }
    static std::string correction_words(const std::string& square) {
        return "m̂ ← m / (1 − β₁^t)\n" + with_hat(square) + " ← " + square + " / (1 − β₂^t)\n";
    }
    static std::string with_hat(const std::string& name) { return name + "\u0302"; }
    S beta1, beta2, rest1, rest2;

    RAVINE_HOST_DEVICE explicit Moments(const double* settings)
        : beta1(S(settings[1])), beta2(S(settings[2])), rest1(S(1 - settings[1])), rest2(S(1 - settings[2])) {}
    /// 1 / (1 − βᵗ). From t·(1 − β) = 40 on βᵗ is less than e⁻⁴⁰, too little for 1 to notice, which spares the power.
    RAVINE_HOST_DEVICE static double correction(double beta, std::uint64_t step) {
        const double steps = double(step);
        return steps * (1 - beta) > 40 ? 1 : 1 / (1 - std::pow(beta, steps));
    }
    RAVINE_HOST_DEVICE void follow(S gradient, S* mv) const {
        mv[0] = beta1 * mv[0] + rest1 * gradient;
        mv[1] = beta2 * mv[1] + rest2 * gradient * gradient;
    }
};

template <class S>
struct Adam {
    static constexpr int vectors = 2;
    static std::string formula(std::span<const double> settings) {
        return Moments<S>::words() + step_words("v", settings);
    }
    /// The corrections and the step, which divides by the root of `square`.
    static std::string step_words(const std::string& square, std::span<const double> settings) {
        const bool corrected = settings[4] != 0;
        return (corrected ? Moments<S>::correction_words(square) : "") + "θ ← θ − η·" + (corrected ? "m̂" : "m") +
               " / " + root_words(corrected ? Moments<S>::with_hat(square) : square, settings[5] != 0);
    }
    S rate, scale1, scale2;
    Moments<S> moments;
    Root<S> root;

    RAVINE_HOST_DEVICE Adam(const double* settings, std::uint64_t step)
        : rate(S(settings[0])),
          scale1(S(settings[4] == 0 ? 1 : Moments<S>::correction(settings[1], step))),
          scale2(S(settings[4] == 0 ? 1 : Moments<S>::correction(settings[2], step))),
          moments(settings),
          root(settings[3], settings[5] != 0) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* mv) const {
        moments.follow(gradient, mv);
        parameter -= rate * (mv[0] * scale1) / root(mv[1] * scale2);
    }
};

/// Weight decay beside the step (decoupled), or as L2 penalty inside the gradient (coupled).
template <class S>
struct AdamW : Adam<S> {
    static std::string formula(std::span<const double> settings) {
        return (settings[7] == 0 ? "θ ← θ − η·λ·θ\n" : "g ← g + λ·θ\n") + Adam<S>::formula(settings);
    }
    S kept, coupled;

    RAVINE_HOST_DEVICE AdamW(const double* settings, std::uint64_t step)
        : Adam<S>(settings, step),
          kept(S(settings[7] == 0 ? 1 - settings[0] * settings[6] : 1)),
          coupled(S(settings[7] == 0 ? 0 : settings[6])) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* mv) const {
        gradient += coupled * parameter;
        parameter *= kept;
        Adam<S>::update(parameter, gradient, mv);
    }
};

/// Divides by the largest v so far, so that a rare large gradient is not forgotten.
template <class S>
struct AmsGrad : Adam<S> {
    static constexpr int vectors = 3;
    static std::string formula(std::span<const double> settings) {
        return Moments<S>::words() + "w ← max(w, v)\n" + Adam<S>::step_words("w", settings);
    }
    using Adam<S>::Adam;
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* mvw) const {
        this->moments.follow(gradient, mvw);
        mvw[2] = std::max(mvw[2], mvw[1]);
        parameter -= this->rate * (mvw[0] * this->scale1) / this->root(mvw[2] * this->scale2);
    }
};

/// Adam with Nesterov's look ahead; μ grows from β₁/2 to β₁. The third state is p = 1 − μ₁·…·μₜ.
template <class S>
struct Nadam {
    static constexpr int vectors = 3;
    static std::string formula(std::span<const double> settings) {
        return Moments<S>::words() +
               "μ ← β₁·(1 − 0.5·0.96^(t·ψ))\nμ′ ← β₁·(1 − 0.5·0.96^((t + 1)·ψ))\n"
               "p ← 1 − (1 − p)·μ, p′ ← 1 − (1 − p)·μ′\nu ← (1 − μ)·g/p + μ′·m/p′, v̂ ← v / (1 − β₂^t)\nθ ← θ − η·u / " +
               root_words("v̂", settings[5] != 0);
    }
    S rate, scale2, now, next;
    Moments<S> moments;
    Root<S> root;

    RAVINE_HOST_DEVICE static double momentum_at(const double* settings, double step) {
        return settings[1] * (1 - 0.5 * std::pow(0.96, step * settings[4]));
    }
    RAVINE_HOST_DEVICE Nadam(const double* settings, std::uint64_t step)
        : rate(S(settings[0])),
          scale2(S(Moments<S>::correction(settings[2], step))),
          now(S(momentum_at(settings, double(step)))),
          next(S(momentum_at(settings, double(step) + 1))),
          moments(settings),
          root(settings[3], settings[5] != 0) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* mvp) const {
        moments.follow(gradient, mvp);
        mvp[2] = S(1) - (S(1) - mvp[2]) * now;
        const S later = S(1) - (S(1) - mvp[2]) * next;
        // The quotients g/p, m/p′ and u/(√v̂ + ε) over one denominator: a division takes as long as all else.
        const S way = (S(1) - now) * gradient * later + next * mvp[0] * mvp[2];
        parameter -= rate * way / (mvp[2] * later * root(mvp[1] * scale2));
    }
};

namespace optimizer_rows {

constexpr std::array<std::string_view, 2> decay_forms = {"decoupled", "coupled"};
constexpr StateVector mean_of_gradients = {"m", StateRole::direction}, mean_of_squares = {"v", StateRole::squares};
constexpr std::array adam_state = {mean_of_gradients, mean_of_squares};
constexpr std::array amsgrad_state = {mean_of_gradients, mean_of_squares, StateVector{"w", StateRole::other}};
constexpr std::array nadam_state = {mean_of_gradients, mean_of_squares, StateVector{"p", StateRole::other}};

constexpr Setting beta1 = {"beta1", "β₁", "β₁", "Decay of the mean of the gradients.", 0.9, 0, 0.9999};
constexpr Setting beta2 = {"beta2", "β₂", "β₂", "Decay of the mean of the squared gradients.", 0.999, 0, 0.99999};
constexpr Setting bias_correction =
    as_detail({"bias_correction", "Bias correction", "", "Divides m and v by 1 − βᵗ, as they start at 0.", 1, 0, 1,
               Scale::toggle});
constexpr Setting adams_epsilon_inside = epsilon_inside_root(0, "√(v̂ + ε) instead of √v̂ + ε.");

constexpr std::array adam_settings = {learning_rate(0.001), beta1,           beta2,
                                      epsilon(1e-8),        bias_correction, adams_epsilon_inside};
constexpr std::array adamw_settings = {
    learning_rate(0.001),
    beta1,
    beta2,
    epsilon(1e-8),
    bias_correction,
    adams_epsilon_inside,
    weight_decay(0.01),
    as_detail({"decay", "Decay", "", "Beside the step, or as an L2 penalty in the gradient.", 0, 0, 1, Scale::choice,
               decay_forms})};
constexpr std::array nadam_settings = {
    learning_rate(0.002),
    beta1,
    beta2,
    epsilon(1e-8),
    as_detail({"momentum_decay", "Momentum decay", "ψ", "How fast μ grows from β₁/2 to β₁.", 0.004, 0, 1,
               Scale::logarithmic}),
    adams_epsilon_inside};

constexpr OptimizerRow adam =
    optimizer_row<Adam>("adam", "Adam",
                        "m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nm̂ ← m / (1 − β₁^t)\nv̂ ← v / (1 − β₂^t)\n"
                        "θ ← θ − η·m̂ / (√v̂ + ε)",
                        "Kingma & Ba 2015", adam_settings, adam_state);
constexpr OptimizerRow adamw = optimizer_row<AdamW>(
    "adamw", "AdamW",
    "θ ← θ − η·λ·θ\nm ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nm̂ ← m / (1 − β₁^t)\nv̂ ← v / (1 − β₂^t)\n"
    "θ ← θ − η·m̂ / (√v̂ + ε)",
    "Loshchilov & Hutter 2019", adamw_settings, adam_state);
constexpr OptimizerRow nadam =
    optimizer_row<Nadam>("nadam", "NAdam",
                         "m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nμ ← β₁·(1 − 0.5·0.96^(t·ψ))\n"
                         "μ′ ← β₁·(1 − 0.5·0.96^((t + 1)·ψ))\np ← 1 − (1 − p)·μ, p′ ← 1 − (1 − p)·μ′\n"
                         "u ← (1 − μ)·g/p + μ′·m/p′, v̂ ← v / (1 − β₂^t)\nθ ← θ − η·u / (√v̂ + ε)",
                         "Dozat 2016", nadam_settings, nadam_state);
constexpr OptimizerRow amsgrad =
    optimizer_row<AmsGrad>("amsgrad", "AMSGrad",
                           "m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nw ← max(w, v)\nm̂ ← m / (1 − β₁^t)\n"
                           "ŵ ← w / (1 − β₂^t)\nθ ← θ − η·m̂ / (√ŵ + ε)",
                           "Reddi, Kale & Kumar 2018", adam_settings, amsgrad_state);

}  // namespace optimizer_rows
}  // namespace ravine
