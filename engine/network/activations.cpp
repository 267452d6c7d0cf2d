#include "engine/network/activations.hpp"

#include <array>
#include <optional>
#include <type_traits>

#include "engine/core/elementary.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/network/softmax.hpp"

namespace ravine {

// To add an activation: one struct with its value, its derivative (or values and gradients of a column) and its ONNX
// operators, and one row at the end of this file. A struct with settings has one double for each; one whose value is
// max(z, floor) says so, which spares a dense layer a pass.

namespace {

constexpr OnnxOperand z_itself = {OnnxOperand::Kind::sum}, before = {OnnxOperand::Kind::before};
constexpr OnnxOperand number(double value) { return {OnnxOperand::Kind::number, float(value)}; }

/// The operator of z alone.
constexpr std::array<OnnxStep, 1> one_step(std::string_view operation, std::string_view attribute = {}) {
    return {OnnxStep{operation, {z_itself}, attribute}};
}

struct Sigmoid {
    static constexpr std::array onnx = one_step("Sigmoid");
    template <class S>
    S value(S z) const {
        return sigmoid_of(z);
    }
    template <class S>
    S derivative(S a) const {
        return a * (S(1) - a);
    }
};

struct Tanh {
    static constexpr std::array onnx = one_step("Tanh");
    template <class S>
    S value(S z) const {
        return tanh_of(z);
    }
    template <class S>
    S derivative(S a) const {
        return S(1) - a * a;
    }
};

struct Relu {
    static constexpr std::array onnx = one_step("Relu");
    static constexpr double floor = 0;
    template <class S>
    S value(S z) const {
        return z < S(floor) ? S(floor) : z;  // not a number stays visible
    }
    template <class S>
    S derivative(S a) const {
        return a > S(0) ? S(1) : S(0);
    }
};

struct LeakyRelu {
    static constexpr std::array onnx = one_step("LeakyRelu", "alpha");
    double slope;
    template <class S>
    S value(S z) const {
        return z > S(0) ? z : S(slope) * z;
    }
    template <class S>
    S derivative(S a) const {
        return a > S(0) ? S(1) : S(slope);
    }
};

struct Elu {
    static constexpr std::array onnx = one_step("Elu", "alpha");
    double alpha;
    template <class S>
    S value(S z) const {
        const S below = S(alpha) * exponential_minus_one(z > S(0) ? S(0) : z);
        return z > S(0) ? z : below;
    }
    template <class S>
    S derivative(S a) const {
        return a > S(0) ? S(1) : a + S(alpha);
    }
};

struct Selu {
    static constexpr std::array onnx = one_step("Selu");
    static constexpr double scale = 1.0507009873554804934, alpha = 1.6732632423543772848;
    template <class S>
    S value(S z) const {
        return S(scale) * Elu{alpha}.value(z);
    }
    template <class S>
    S derivative(S a) const {
        return a > S(0) ? S(scale) : a + S(scale * alpha);
    }
};

/// Where Φ and σ are 0 or next to it, z no longer grows, so that z times them is next to 0, too.
template <class S>
S not_far_left(S z) {
    return z < S(-745) ? S(-745) : z;
}
template <class S>
S not_far_right(S z) {
    return z > S(745) ? S(745) : z;
}

struct Gelu {
    static constexpr std::array onnx = {OnnxStep{"Mul", {z_itself, number(0.70710678118654752)}},
                                        OnnxStep{"Erf", {before}}, OnnxStep{"Add", {before, number(1)}},
                                        OnnxStep{"Mul", {before, z_itself}}, OnnxStep{"Mul", {before, number(0.5)}}};
    template <class S>
    S value(S z) const {
        return not_far_left(z) * normal_distribution(z);
    }
    template <class S>
    S derivative(S z, S) const {
        return normal_distribution(z) + not_far_right(not_far_left(z)) * normal_density(z);
    }
};

struct Silu {
    static constexpr std::array onnx = {OnnxStep{"Sigmoid", {z_itself}}, OnnxStep{"Mul", {before, z_itself}}};
    template <class S>
    S value(S z) const {
        return not_far_left(z) * sigmoid_of(z);
    }
    template <class S>
    S derivative(S z, S a) const {
        return sigmoid_of(z) + not_far_right(a) * sigmoid_of(-z);
    }
};

struct Softplus {
    static constexpr std::array onnx = one_step("Softplus");
    template <class S>
    S value(S z) const {
        return softplus_of(z);
    }
    template <class S>
    S derivative(S z, S) const {
        return sigmoid_of(z);
    }
};

struct Sine {
    static constexpr std::array onnx = one_step("Sin");
    template <class S>
    S value(S z) const {
        return sine_of(z);
    }
    template <class S>
    S derivative(S z, S) const {
        return cosine_of(z);
    }
};

struct HardTanh {
    static constexpr std::array onnx = {OnnxStep{"Clip", {z_itself, number(-1), number(1)}}};
    template <class S>
    S value(S z) const {
        return z < S(-1) ? S(-1) : z > S(1) ? S(1) : z;
    }
    template <class S>
    S derivative(S a) const {
        return a > S(-1) && a < S(1) ? S(1) : S(0);
    }
};

/// Of all units of a layer together.
struct Softmax {
    static constexpr std::array onnx = one_step("Softmax");
    template <class S>
    void values(const S* z, S* a, int units, int samples) const {
        softmax_of_samples(z, a, units, samples);
    }
    /// gᵢ ← aᵢ·(gᵢ − Σ aⱼ·gⱼ)
    template <class S>
    void gradients(const S* a, S* gradient, int units, int samples) const {
        softmax_gradient(a, gradient, units, samples);
    }
};

struct Linear {
    static constexpr std::array<OnnxStep, 0> onnx = {};
    template <class S>
    S value(S z) const {
        return z;
    }
    template <class S>
    S derivative(S) const {
        return S(1);
    }
};

/// False where f' follows from a = f(z) alone: derivative(a) instead of derivative(z, a).
template <class Activation>
constexpr bool derivative_needs_sums = requires(Activation activation) {
    activation.derivative(1.0, 1.0);
};

/// True where values(z, a, units, samples) takes the units of a sample together.
template <class Activation>
constexpr bool takes_columns = requires(Activation activation, double* a) {
    activation.values(a, a, 1, 1);
};

template <class Activation>
constexpr std::optional<double> floor_of() {
    if constexpr (requires { Activation::floor; }) {
        static_assert(!derivative_needs_sums<Activation>, "the sums are not kept");
        return Activation::floor;
    } else {
        return {};
    }
}

template <class Activation>
Activation made_from(const double* settings) {
    if constexpr (std::is_empty_v<Activation>)
        return {};
    else
        return {settings[0]};
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

}  // namespace

std::span<const ActivationRow> activations() { return activation_rows; }

}  // namespace ravine
