#pragma once
// What activations compute, and their ONNX operators; their rows stand in activations.cpp. To add one: one struct with
// its value and its derivative (or values and gradients of a column), its place in the list at the end, and its row. A
// struct with settings has one double for each; one whose value is max(z, floor) says so, which spares a dense layer a
// pass.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "engine/core/elementary.hpp"
#include "engine/core/host_device.hpp"
#include "engine/core/types.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/softmax.hpp"

namespace ravine::activation {

inline constexpr OnnxOperand z_itself = {OnnxOperand::Kind::sum}, before = {OnnxOperand::Kind::before};
constexpr OnnxOperand number(double value) { return {OnnxOperand::Kind::number, float(value)}; }

/// The operator of z alone.
constexpr std::array<OnnxStep, 1> one_step(std::string_view operation, std::string_view attribute = {}) {
    return {OnnxStep{operation, {z_itself}, attribute}};
}

struct Sigmoid {
    static constexpr std::array onnx = one_step("Sigmoid");
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return sigmoid_of(z);
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S a) const {
        return a * (S(1) - a);
    }
};

struct Tanh {
    static constexpr std::array onnx = one_step("Tanh");
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return tanh_of(z);
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S a) const {
        return S(1) - a * a;
    }
};

struct Relu {
    static constexpr std::array onnx = one_step("Relu");
    static constexpr double floor = 0;
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return z < S(floor) ? S(floor) : z;  // not a number stays visible
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S a) const {
        return a > S(0) ? S(1) : S(0);
    }
};

struct LeakyRelu {
    static constexpr std::array onnx = one_step("LeakyRelu", "alpha");
    double slope;
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return z > S(0) ? z : S(slope) * z;
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S a) const {
        return a > S(0) ? S(1) : S(slope);
    }
};

struct Elu {
    static constexpr std::array onnx = one_step("Elu", "alpha");
    double alpha;
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        const S below = S(alpha) * exponential_minus_one(z > S(0) ? S(0) : z);
        return z > S(0) ? z : below;
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S a) const {
        return a > S(0) ? S(1) : a + S(alpha);
    }
};

struct Selu {
    static constexpr std::array onnx = one_step("Selu");
    static constexpr double scale = 1.0507009873554804934, alpha = 1.6732632423543772848;
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return S(scale) * Elu{alpha}.value(z);
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S a) const {
        return a > S(0) ? S(scale) : a + S(scale * alpha);
    }
};

/// Where Φ and σ are 0 or next to it, z no longer grows, so that z times them is next to 0, too.
template <class S>
RAVINE_HOST_DEVICE S not_far_left(S z) {
    return z < S(-745) ? S(-745) : z;
}
template <class S>
RAVINE_HOST_DEVICE S not_far_right(S z) {
    return z > S(745) ? S(745) : z;
}

struct Gelu {
    static constexpr std::array onnx = {OnnxStep{"Mul", {z_itself, number(0.70710678118654752)}},
                                        OnnxStep{"Erf", {before}}, OnnxStep{"Add", {before, number(1)}},
                                        OnnxStep{"Mul", {before, z_itself}}, OnnxStep{"Mul", {before, number(0.5)}}};
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return not_far_left(z) * normal_distribution(z);
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S z, S) const {
        return normal_distribution(z) + not_far_right(not_far_left(z)) * normal_density(z);
    }
};

struct Silu {
    static constexpr std::array onnx = {OnnxStep{"Sigmoid", {z_itself}}, OnnxStep{"Mul", {before, z_itself}}};
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return not_far_left(z) * sigmoid_of(z);
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S z, S a) const {
        return sigmoid_of(z) + not_far_right(a) * sigmoid_of(-z);
    }
};

struct Softplus {
    static constexpr std::array onnx = one_step("Softplus");
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return softplus_of(z);
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S z, S) const {
        return sigmoid_of(z);
    }
};

struct Sine {
    static constexpr std::array onnx = one_step("Sin");
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return sine_of(z);
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S z, S) const {
        return cosine_of(z);
    }
};

struct HardTanh {
    static constexpr std::array onnx = {OnnxStep{"Clip", {z_itself, number(-1), number(1)}}};
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return z < S(-1) ? S(-1) : z > S(1) ? S(1) : z;
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S a) const {
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
    /// Both for one sample, whose units lie `stride` apart.
    template <class S>
    RAVINE_HOST_DEVICE void column_values(const S* z, S* a, int units, std::ptrdiff_t stride) const {
        softmax_of_column(z, a, units, stride);
    }
    template <class S>
    RAVINE_HOST_DEVICE void column_gradients(const S* a, S* gradient, int units, std::ptrdiff_t stride) const {
        softmax_gradient_of_column(a, gradient, units, stride);
    }
};

struct Linear {
    static constexpr std::array<OnnxStep, 0> onnx = {};
    template <class S>
    RAVINE_HOST_DEVICE S value(S z) const {
        return z;
    }
    template <class S>
    RAVINE_HOST_DEVICE S derivative(S) const {
        return S(1);
    }
};

/// False where f' follows from a = f(z) alone: derivative(a) instead of derivative(z, a).
template <class Activation>
inline constexpr bool derivative_needs_sums = requires(Activation activation) {
    activation.derivative(1.0, 1.0);
};

/// True where values(z, a, units, samples) takes the units of a sample together.
template <class Activation>
inline constexpr bool takes_columns = requires(Activation activation, double* a) {
    activation.values(a, a, 1, 1);
};

template <class Activation>
RAVINE_HOST_DEVICE Activation made_from(const double* settings) {
    if constexpr (std::is_empty_v<Activation>)
        return {};
    else
        return {settings[0]};
}

/// In the order of activations().
using Listed = Types<Sigmoid, Tanh, Relu, LeakyRelu, Elu, Selu, Gelu, Silu, Softplus, Sine, HardTanh, Softmax, Linear>;

}  // namespace ravine::activation
