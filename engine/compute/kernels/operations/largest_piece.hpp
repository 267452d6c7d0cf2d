#pragma once
// Maxout behind its sums: hᵢ = maxⱼ zᵢⱼ. On the way back a unit's gradient goes to the first of its largest pieces.

#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/numbers.hpp"
#include "engine/compute/kernels/operation.hpp"

namespace ravine::kernels {

/// Its inputs are the pieces, a unit's side by side; their gradient takes their place.
struct LargestPiece {
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        const int pieces = op.inputs / op.outputs;
        for_each_number(group, op.outputs, at, [&](int unit, int sample) {
            S most = at.at(op.in + unit * pieces, sample);
            for (int j = 1; j < pieces; ++j) {
                const S z = at.at(op.in + unit * pieces + j, sample);
                most = most < z ? z : most;
            }
            at.at(op.out + unit, sample) = most;
        });
    }

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        const int pieces = op.inputs / op.outputs;
        for_each_number(group, op.outputs, at, [&](int unit, int sample) {
            S left = at.at(op.out_gradient + unit, sample);
            const S most = at.at(op.out + unit, sample);
            for (int j = 0; j < pieces; ++j) {
                S& z = at.at(op.in + unit * pieces + j, sample);
                const bool wins = z == most;
                z = wins ? left : S(0);
                left = wins ? S(0) : left;
            }
        });
    }
};

}  // namespace ravine::kernels
