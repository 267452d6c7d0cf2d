#pragma once
// The linear part of a layer: z = W·x + b.

#include <cstddef>

#include "engine/network/matrix_product.hpp"

namespace ravine {

/// Its parameters are W [outputs × inputs] row-major, then b [outputs] where there is one.
template <class Scalar>
struct Affine {
    int inputs, outputs;
    bool has_bias = true;

    std::size_t weight_count() const { return std::size_t(inputs) * std::size_t(outputs); }
    std::size_t parameter_count() const { return weight_count() + (has_bias ? std::size_t(outputs) : 0); }

    /// Sets z [outputs × samples], or max(z, floor).
    void forward(const Scalar* parameters, const Scalar* input, Scalar* z, int samples,
                 Scalar floor = no_floor<Scalar>) const {
        multiply({parameters, inputs, 1}, input, has_bias ? parameters + weight_count() : nullptr, floor, z, outputs,
                 inputs, samples);
    }

    /// Sets the gradient of the parameters, and of the input unless it is null. `turned_input`: as LayerGradients has
    /// it.
    void backward(const Scalar* parameters, const Scalar* input, const Scalar* z_gradient, Scalar* parameter_gradient,
                  Scalar* input_gradient, int samples, Scalar* turned_input = nullptr) const {
        Scalar* bias_gradient = has_bias ? parameter_gradient + weight_count() : nullptr;
        if (!turned_input) {
            multiply_transposed(z_gradient, input, parameter_gradient, bias_gradient, outputs, inputs, samples);
        } else {
            turn_samples(input, turned_input, inputs, samples);
            if (bias_gradient) sum_samples(z_gradient, bias_gradient, outputs, samples);
        }
        if (input_gradient)
            multiply({parameters, 1, inputs}, z_gradient, nullptr, no_floor<Scalar>, input_gradient, inputs, outputs,
                     samples);
    }
};

}  // namespace ravine
