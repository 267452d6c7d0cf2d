#pragma once
// The linear part of a layer: z = W·x + b.

#include <algorithm>
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

    /// Sets z [outputs × samples].
    void forward(const Scalar* parameters, const Scalar* input, Scalar* z, int samples) const {
        multiply({input, inputs, 1}, {parameters, 1, inputs}, has_bias ? parameters + weight_count() : nullptr, z,
                 samples, inputs, outputs);
    }

    /// Sets the gradient of the parameters, and of the input unless it is null.
    void backward(const Scalar* parameters, const Scalar* input, const Scalar* z_gradient, Scalar* parameter_gradient,
                  Scalar* input_gradient, int samples) const {
        multiply({z_gradient, 1, outputs}, {input, inputs, 1}, nullptr, parameter_gradient, outputs, samples, inputs);
        if (has_bias) sum_samples(z_gradient, parameter_gradient + weight_count(), samples);
        if (input_gradient)
            multiply({z_gradient, outputs, 1}, {parameters, inputs, 1}, nullptr, input_gradient, samples, outputs,
                     inputs);
    }

  private:
    void sum_samples(const Scalar* gradient, Scalar* sum, int samples) const {
        constexpr int block = 8;  // sums that stay in registers
        int unit = 0;
        for (; unit + block <= outputs; unit += block) sum_units<block>(gradient + unit, sum + unit, samples);
        for (; unit < outputs; ++unit) sum_units<1>(gradient + unit, sum + unit, samples);
    }

    template <int Units>
    void sum_units(const Scalar* gradient, Scalar* sum, int samples) const {
        Scalar sums[Units] = {};
        for (int sample = 0; sample < samples; ++sample, gradient += outputs)
            for (int unit = 0; unit < Units; ++unit) sums[unit] += gradient[unit];
        std::copy_n(sums, Units, sum);
    }
};

}  // namespace ravine
