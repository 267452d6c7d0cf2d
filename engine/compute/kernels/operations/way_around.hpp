#pragma once
// A residual block is a Fork, the layers inside, a projection where the widths differ, and a Join.

#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/numbers.hpp"
#include "engine/compute/kernels/operation.hpp"

namespace ravine::kernels {

/// Forward, both ways read the same rows. Back, the gradients of the way through the layers (`out_gradient`) and of
/// the way around (`own`) are added.
struct Fork {
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group&, const Operation&, const Memory<S>&) {}

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        if (op.in_gradient == none) return;
        for_each_number(group, op.inputs, at, [&](int row, int sample) {
            at.at(op.in_gradient + row, sample) = at.at(op.out_gradient + row, sample) + at.at(op.own + row, sample);
        });
    }
};

/// out = in + own: what the layers inside give, and the way around. Both get the gradient: `in_gradient` a copy, the
/// way around reads `out_gradient` itself.
struct Join {
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        for_each_number(group, op.outputs, at, [&](int row, int sample) {
            at.at(op.out + row, sample) = at.at(op.own + row, sample) + at.at(op.in + row, sample);
        });
    }

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        for_each_number(group, op.outputs, at, [&](int row, int sample) {
            at.at(op.in_gradient + row, sample) = at.at(op.out_gradient + row, sample);
        });
    }
};

}  // namespace ravine::kernels
