#pragma once
// a = f(z), in place or from the rows of `sums`; ∂L/∂a becomes ∂L/∂z where it lies.

#include "engine/compute/kernels/activation_call.hpp"
#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/numbers.hpp"
#include "engine/compute/kernels/operation.hpp"

namespace ravine::kernels {

struct Activate {
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        with_activation(op.f, [&](const auto& f) {
            if constexpr (activation::takes_columns<std::remove_cvref_t<decltype(f)>>)
                group.for_each(at.samples, [&](int sample) {
                    f.column_values(&at.at(op.in, sample), &at.at(op.out, sample), op.outputs, at.stride);
                });
            else
                for_each_number(group, op.outputs, at, [&](int row, int sample) {
                    at.at(op.out + row, sample) = f.value(at.at(op.in + row, sample));
                });
        });
    }

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        with_activation(op.f, [&](const auto& f) {
            if constexpr (activation::takes_columns<std::remove_cvref_t<decltype(f)>>)
                group.for_each(at.samples, [&](int sample) {
                    f.column_gradients(&at.at(op.out, sample), &at.at(op.out_gradient, sample), op.outputs, at.stride);
                });
            else
                for_each_number(group, op.outputs, at, [&](int row, int sample) {
                    at.at(op.out_gradient + row, sample) *=
                        slope_of(f, &at.at(op.in + row, sample), at.at(op.out + row, sample));
                });
        });
    }
};

}  // namespace ravine::kernels
