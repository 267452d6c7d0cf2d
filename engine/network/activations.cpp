#include "engine/network/activations.hpp"

#include <array>
#include <optional>
#include <type_traits>

#include "engine/core/vector_loop.hpp"
#include "engine/network/activation_formulas.hpp"

namespace ravine {

namespace {

using namespace activation;

template <class Activation>
constexpr std::optional<double> floor_of() {
    if constexpr (requires { Activation::floor; }) {
        static_assert(!derivative_needs_sums<Activation>, "the sums are not kept");
        return Activation::floor;
    } else {
        return {};
    }
}

template <class Activation, class S>
constexpr ActivationKernels<S> kernels_of() {
    return {[](const S* z, S* a, int units, int samples, const double* settings) {
                const auto activation = made_from<Activation>(settings);
                const std::size_t count = std::size_t(units) * std::size_t(samples);
                vector_loop([=]() RAVINE_LOOP_BODY {
                    const auto f = activation;  // a setting that is looked up in a branch hinders vectors
                    RAVINE_INDEPENDENT
                    for (std::size_t i = 0; i < count; ++i) a[i] = f.value(z[i]);
                });
            },
            [](const S* z, const S* a, S* gradient, int units, int samples, const double* settings) {
                const auto activation = made_from<Activation>(settings);
                const std::size_t count = std::size_t(units) * std::size_t(samples);
                vector_loop([=]() RAVINE_LOOP_BODY {
                    const auto f = activation;
                    RAVINE_INDEPENDENT
                    for (std::size_t i = 0; i < count; ++i)
                        if constexpr (derivative_needs_sums<Activation>)
                            gradient[i] *= f.derivative(z[i], a[i]);
                        else
                            gradient[i] *= f.derivative(a[i]);
                });
            }};
}

/// Of an activation that takes a column of units together.
template <class Activation, class S>
requires takes_columns<Activation>
constexpr ActivationKernels<S> kernels_of() {
    return {[](const S* z, S* a, int units, int samples, const double*) { Activation().values(z, a, units, samples); },
            [](const S*, const S* a, S* gradient, int units, int samples, const double*) {
                Activation().gradients(a, gradient, units, samples);
            }};
}

template <class Activation>
constexpr ActivationRow activation_row(std::string_view id, std::string_view label, std::string_view formula,
                                       std::string_view derivative, std::string_view source,
                                       std::span<const Setting> settings = {}) {
    return {id,
            label,
            formula,
            derivative,
            source,
            Activation::onnx,
            settings,
            floor_of<Activation>(),
            !takes_columns<Activation>,
            derivative_needs_sums<Activation>,
            kernels_of<Activation, float>(),
            kernels_of<Activation, double>()};
}

constexpr std::array leaky_relu_settings = {
    Setting{"slope", "Slope", "s", "Slope for z ≤ 0; with 0 it is ReLU, with 1 the identity.", 0.01, 0, 1}};
constexpr std::array elu_settings = {Setting{"alpha", "α", "α", "For z far below 0 the unit gives −α.", 1, 0, 10}};

constexpr std::array activation_rows = {
    activation_row<Sigmoid>("sigmoid", "Sigmoid", "σ(z) = 1 / (1 + e⁻ᶻ)", "σ(z)·(1 − σ(z))",
                            "Verhulst 1845; Rumelhart 1986"),
    activation_row<Tanh>("tanh", "Tanh", "tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)", "1 − tanh² z",
                         "LeCun 1998, Efficient BackProp"),
    activation_row<Relu>("relu", "ReLU", "max(0, z)", "1 for z > 0, else 0", "Nair & Hinton 2010"),
    activation_row<LeakyRelu>("leaky_relu", "Leaky ReLU", "z for z > 0, else s·z", "1 for z > 0, else s",
                              "Maas, Hannun & Ng 2013", leaky_relu_settings),
    activation_row<Elu>("elu", "ELU", "z for z > 0, else α·(eᶻ − 1)", "1 for z > 0, else α·eᶻ",
                        "Clevert, Unterthiner & Hochreiter 2016", elu_settings),
    activation_row<Selu>("selu", "SELU", "λ·z for z > 0, else λ·α·(eᶻ − 1)\nλ = 1.0507, α = 1.6733",
                         "λ for z > 0, else λ·α·eᶻ", "Klambauer et al. 2017, Self-normalizing neural networks"),
    activation_row<Gelu>("gelu", "GELU", "z·Φ(z), Φ(z) = (1 + erf(z/√2)) / 2", "Φ(z) + z·φ(z)",
                         "Hendrycks & Gimpel 2016"),
    activation_row<Silu>("silu", "SiLU", "z·σ(z)", "σ(z) + z·σ(z)·(1 − σ(z))",
                         "Elfwing et al. 2018; Ramachandran et al. 2017 (Swish)"),
    activation_row<Softplus>("softplus", "Softplus", "log(1 + eᶻ)", "σ(z)", "Dugas et al. 2001"),
    activation_row<Sine>("sine", "Sine", "sin z", "cos z", "Sitzmann et al. 2020, SIREN"),
    activation_row<HardTanh>("hard_tanh", "Hard tanh", "max(−1, min(1, z))", "1 for |z| < 1, else 0", "Collobert 2004"),
    activation_row<Softmax>("softmax", "Softmax", "eᶻᵢ / Σ eᶻⱼ over the units of the layer", "aᵢ·(δᵢⱼ − aⱼ)",
                            "Bridle 1990; Bishop 2006, section 4.3.4"),
    activation_row<Linear>("linear", "Linear", "z", "1", "the identity"),
};

static_assert(is_sound_table(std::span<const ActivationRow>(activation_rows)));
static_assert(activation::Listed::count == activation_rows.size() &&
              all_types(activation::Listed(), []<class Activation>(std::size_t place) {
                  return activation_rows[place].single.forward == kernels_of<Activation, float>().forward;
              }));

}  // namespace

std::span<const ActivationRow> activations() { return activation_rows; }

}  // namespace ravine
