#include "engine/network/activations.hpp"

#include <array>

#include "engine/network/elementary.hpp"

namespace ravine {

// To add an activation: one struct with its value and derivative, and one row at the end of this file.

namespace {

struct Sigmoid {
    template <class S>
    static S value(S z) {
        return sigmoid_of(z);
    }
    template <class S>
    static S derivative(S, S a) {
        return a * (S(1) - a);
    }
};

struct Tanh {
    template <class S>
    static S value(S z) {
        return tanh_of(z);
    }
    template <class S>
    static S derivative(S, S a) {
        return S(1) - a * a;
    }
};

struct Relu {
    template <class S>
    static S value(S z) {
        return z > S(0) || z != z ? z : S(0);  // not a number stays visible
    }
    template <class S>
    static S derivative(S z, S) {
        return z > S(0) ? S(1) : S(0);
    }
};

struct Linear {
    template <class S>
    static S value(S z) {
        return z;
    }
    template <class S>
    static S derivative(S, S) {
        return S(1);
    }
};

template <class Activation, class S>
constexpr ActivationKernels<S> kernels_of() {
    return {[](const S* z, S* a, std::size_t count, const double*) {
                for (std::size_t i = 0; i < count; ++i) a[i] = Activation::value(z[i]);
            },
            [](const S* z, const S* a, S* gradient, std::size_t count, const double*) {
                for (std::size_t i = 0; i < count; ++i) gradient[i] *= Activation::derivative(z[i], a[i]);
            }};
}

template <class Activation>
constexpr ActivationRow row(std::string_view id, std::string_view label, std::string_view formula,
                            std::string_view derivative, std::string_view source, std::string_view onnx_operator) {
    return {id,
            label,
            formula,
            derivative,
            source,
            onnx_operator,
            {},
            kernels_of<Activation, float>(),
            kernels_of<Activation, double>()};
}

constexpr std::array table = {
    row<Sigmoid>("sigmoid", "Sigmoid", "σ(z) = 1 / (1 + e⁻ᶻ)", "σ(z)·(1 − σ(z))", "Verhulst 1845; Rumelhart 1986",
                 "Sigmoid"),
    row<Tanh>("tanh", "Tanh", "tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)", "1 − tanh² z", "LeCun 1998, Efficient BackProp",
              "Tanh"),
    row<Relu>("relu", "ReLU", "max(0, z)", "1 for z > 0, else 0", "Nair & Hinton 2010", "Relu"),
    row<Linear>("linear", "Linear", "z", "1", "the identity", ""),
};

static_assert(is_sound_table(std::span<const ActivationRow>(table)));

}  // namespace

std::span<const ActivationRow> activations() { return table; }

}  // namespace ravine
