#pragma once
// A learning rate of its own for each parameter, from the squares of its gradients: AdaGrad, AdaDelta, RMSProp.

#include <algorithm>

#include "engine/optimize/rules/rule.hpp"

namespace ravine {

template <class S>
struct Adagrad {
    static constexpr int vectors = 1;
    static std::string formula(std::span<const double> settings) {
        return "s ← s + g²\nθ ← θ − η·g / " + root_words("s", settings[2] != 0);
    }
    S rate;
    Root<S> root;

    RAVINE_HOST_DEVICE Adagrad(const double* settings, std::uint64_t)
        : rate(S(settings[0])), root(settings[1], settings[2] != 0) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* s) const {
        s[0] += gradient * gradient;
        parameter -= rate * gradient / root(s[0]);
    }
};

/// Needs no learning rate: d has the units of θ. ε sets how long the first steps are.
template <class S>
struct Adadelta {
    static constexpr int vectors = 2;
    static std::string formula(std::span<const double>) {
        return "v ← ρ·v + (1 − ρ)·g²\nd ← g·√(u + ε) / √(v + ε)\nu ← ρ·u + (1 − ρ)·d²\nθ ← θ − η·d";
    }
    S rate, rho, rest;
    Root<S> root;

    RAVINE_HOST_DEVICE Adadelta(const double* settings, std::uint64_t)
        : rate(S(settings[0])), rho(S(settings[1])), rest(S(1 - settings[1])), root(settings[2], true) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* vu) const {
        vu[0] = rho * vu[0] + rest * gradient * gradient;
        const S way = gradient * (root(vu[1]) / root(vu[0]));
        vu[1] = rho * vu[1] + rest * way * way;
        parameter -= rate * way;
    }
};

template <class S>
struct RmsProp {
    static constexpr int vectors = 2;
    static std::string formula(std::span<const double> settings) {
        const bool centred = settings[3] != 0;
        return std::string(centred ? "m ← α·m + (1 − α)·g\n" : "") + "v ← α·v + (1 − α)·g²\nθ ← θ − η·g / " +
               root_words(centred ? "v − m²" : "v", settings[4] != 0);
    }
    S rate, alpha, rest, centred;
    Root<S> root;

    RAVINE_HOST_DEVICE RmsProp(const double* settings, std::uint64_t)
        : rate(S(settings[0])),
          alpha(S(settings[1])),
          rest(S(1 - settings[1])),
          centred(S(settings[3])),
          root(settings[2], settings[4] != 0) {}
    RAVINE_HOST_DEVICE void update(S& parameter, S gradient, S* vm) const {
        vm[0] = alpha * vm[0] + rest * gradient * gradient;
        vm[1] = alpha * vm[1] + rest * gradient;
        const S square = vm[0] - centred * (vm[1] * vm[1]);
        parameter -= rate * gradient / root(square < S(0) ? S(0) : square);  // rounding may go below 0
    }
};

namespace optimizer_rows {

constexpr std::array sum_of_squares = {StateVector{"s", StateRole::squares}};
constexpr std::array adadelta_state = {StateVector{"v", StateRole::squares}, StateVector{"u", StateRole::other}};
constexpr std::array rmsprop_state = {StateVector{"v", StateRole::squares}, StateVector{"m", StateRole::direction}};

constexpr std::array adagrad_settings = {learning_rate(0.05), epsilon(1e-10),
                                         epsilon_inside_root(0, "√(s + ε) instead of √s + ε.")};
constexpr std::array adadelta_settings = {
    learning_rate(1), Setting{"rho", "Decay", "ρ", "Decay of both means of squares.", 0.9, 0, 0.9999}, epsilon(1e-6)};
constexpr std::array rmsprop_settings = {
    learning_rate(0.01), Setting{"alpha", "Decay", "α", "Decay of the mean of the squared gradients.", 0.99, 0, 0.9999},
    epsilon(1e-8),
    as_detail({"centred", "Centred", "", "Divides by the deviation √(v − m²), not by √v.", 0, 0, 1, Scale::toggle}),
    epsilon_inside_root(0, "√(v + ε) instead of √v + ε.")};

constexpr OptimizerRow adagrad = optimizer_row<Adagrad>("adagrad", "AdaGrad", "s ← s + g²\nθ ← θ − η·g / (√s + ε)",
                                                        "Duchi, Hazan & Singer 2011", adagrad_settings, sum_of_squares);
constexpr OptimizerRow adadelta = optimizer_row<Adadelta>(
    "adadelta", "AdaDelta", "v ← ρ·v + (1 − ρ)·g²\nd ← g·√(u + ε) / √(v + ε)\nu ← ρ·u + (1 − ρ)·d²\nθ ← θ − η·d",
    "Zeiler 2012", adadelta_settings, adadelta_state);
constexpr OptimizerRow rmsprop =
    optimizer_row<RmsProp>("rmsprop", "RMSProp", "v ← α·v + (1 − α)·g²\nθ ← θ − η·g / (√v + ε)",
                           "Tieleman & Hinton 2012; Graves 2013 (centred)", rmsprop_settings, rmsprop_state);

}  // namespace optimizer_rows
}  // namespace ravine
