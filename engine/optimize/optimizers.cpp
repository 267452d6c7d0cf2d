#include "engine/optimize/optimizers.hpp"

#include <array>
#include <cmath>

#include "engine/core/table.hpp"

namespace ravine {

// To add an optimizer: one struct that is made from (settings, step) and updates one parameter, and one row.

namespace {

template <class S>
struct Sgd {
    static constexpr int vectors = 0;
    static constexpr std::string_view formula(std::span<const double>) { return "θ ← θ − η·g"; }
    S rate;

    Sgd(const double* settings, std::uint64_t) : rate(S(settings[0])) {}
    void update(S& parameter, S gradient, S*) const { parameter -= rate * gradient; }
};

template <class S>
struct Momentum {
    static constexpr int vectors = 1;
    static constexpr std::string_view formula(std::span<const double> settings) {
        return settings[2] == 0 ? "v ← β·v + g\nθ ← θ − η·v" : "v ← β·v + (1 − β)·g\nθ ← θ − η·v";
    }
    S rate, beta, share;

    Momentum(const double* settings, std::uint64_t)
        : rate(S(settings[0])), beta(S(settings[1])), share(S(settings[2] == 0 ? 1 : 1 - settings[1])) {}
    void update(S& parameter, S gradient, S* v) const {
        v[0] = beta * v[0] + share * gradient;
        parameter -= rate * v[0];
    }
};

/// By bias correction (on, off) and by ε's place (outside, inside the root).
constexpr std::string_view adam_formulas[2][2] = {
    {"m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nθ ← θ − η·m̂ / (√v̂ + ε)",
     "m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nθ ← θ − η·m̂ / √(v̂ + ε)"},
    {"m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nθ ← θ − η·m / (√v + ε)",
     "m ← β₁·m + (1 − β₁)·g\nv ← β₂·v + (1 − β₂)·g²\nθ ← θ − η·m / √(v + ε)"}};

template <class S>
struct Adam {
    static constexpr int vectors = 2;
    static constexpr std::string_view formula(std::span<const double> settings) {
        const bool corrected = settings[4] != 0, inside = settings[5] != 0;
        return adam_formulas[corrected ? 0 : 1][inside ? 1 : 0];
    }
    S rate, beta1, beta2, rest1, rest2, outside, inside, scale1, scale2;

    Adam(const double* settings, std::uint64_t step)
        : rate(S(settings[0])),
          beta1(S(settings[1])),
          beta2(S(settings[2])),
          rest1(S(1 - settings[1])),
          rest2(S(1 - settings[2])),
          outside(S(settings[5] == 0 ? settings[3] : 0)),
          inside(S(settings[5] == 0 ? 0 : settings[3])),
          scale1(S(settings[4] == 0 ? 1 : 1 / (1 - std::pow(settings[1], double(step))))),
          scale2(S(settings[4] == 0 ? 1 : 1 / (1 - std::pow(settings[2], double(step))))) {}
    void update(S& parameter, S gradient, S* mv) const {
        mv[0] = beta1 * mv[0] + rest1 * gradient;
        mv[1] = beta2 * mv[1] + rest2 * gradient * gradient;
        parameter -= rate * (mv[0] * scale1) / (std::sqrt(mv[1] * scale2 + inside) + outside);
    }
};

template <class Rule, class S>
void run(S* parameters, const S* gradient, S* state, std::size_t count, std::uint64_t step, const double* settings) {
    const Rule rule(settings, step);
    for (std::size_t i = 0; i < count; ++i) {
        std::array<S, Rule::vectors> own;
        for (int k = 0; k < Rule::vectors; ++k) own[std::size_t(k)] = state[std::size_t(k) * count + i];
        rule.update(parameters[i], gradient[i], own.data());
        for (int k = 0; k < Rule::vectors; ++k) state[std::size_t(k) * count + i] = own[std::size_t(k)];
    }
}

template <template <class> class Rule>
constexpr OptimizerRow row(std::string_view id, std::string_view label, std::string_view source,
                           std::span<const Setting> settings, std::span<const std::string_view> state_names) {
    std::array<double, 8> standard{};
    for (std::size_t i = 0; i < settings.size(); ++i) standard[i] = settings[i].standard;
    return {id,
            label,
            Rule<float>::formula(standard),
            source,
            settings,
            Rule<float>::vectors,
            state_names,
            run<Rule<float>, float>,
            run<Rule<double>, double>,
            Rule<float>::formula};
}

constexpr Setting learning_rate(double standard) {
    return {"learning_rate",   "Learning rate", "η", "Length of a step relative to the gradient.", standard, 1e-6, 10,
            Scale::logarithmic};
}

constexpr std::array<std::string_view, 2> momentum_forms = {"polyak", "moving_average"};

constexpr std::array sgd_settings = {learning_rate(0.1)};

constexpr std::array momentum_settings = {
    learning_rate(0.03), Setting{"momentum", "Momentum", "β", "Share of the velocity that stays.", 0.9, 0, 0.999},
    as_detail({"formulation", "Formulation", "",
               "Polyak's sum v ← βv + g, or the moving average v ← βv + (1 − β)g, whose steps are 1 − β times as long.",
               0, 0, 1, Scale::choice, momentum_forms})};

constexpr std::array adam_settings = {
    learning_rate(0.001),
    Setting{"beta1", "β₁", "β₁", "Decay of the mean of the gradients.", 0.9, 0, 0.9999},
    Setting{"beta2", "β₂", "β₂", "Decay of the mean of the squared gradients.", 0.999, 0, 0.99999},
    as_detail({"epsilon", "Epsilon", "ε", "Keeps the division finite.", 1e-8, 0, 1, Scale::logarithmic}),
    as_detail({"bias_correction", "Bias correction", "", "Divides m and v by 1 − βᵗ, as they start at 0.", 1, 0, 1,
               Scale::toggle}),
    as_detail(
        {"epsilon_inside_root", "Epsilon inside the root", "", "√(v̂ + ε) instead of √v̂ + ε.", 0, 0, 1, Scale::toggle})};

constexpr std::array<std::string_view, 1> momentum_state = {"v"};
constexpr std::array<std::string_view, 2> adam_state = {"m", "v"};

constexpr std::array table = {
    row<Sgd>("sgd", "SGD", "Robbins & Monro 1951; Cauchy 1847", sgd_settings, {}),
    row<Momentum>("momentum", "Momentum", "Polyak 1964", momentum_settings, momentum_state),
    row<Adam>("adam", "Adam", "Kingma & Ba 2015", adam_settings, adam_state),
};

constexpr bool learning_rate_comes_first(std::span<const OptimizerRow> rows) {
    for (const OptimizerRow& optimizer : rows)
        if (optimizer.settings.empty() || optimizer.settings[0].key != "learning_rate") return false;
    return true;
}

static_assert(is_sound_table(std::span<const OptimizerRow>(table)));
static_assert(learning_rate_comes_first(table));

}  // namespace

std::span<const OptimizerRow> optimizers() { return table; }

}  // namespace ravine
