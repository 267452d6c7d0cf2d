#pragma once
// The list of operations, and their calls by place.

#include "engine/compute/kernels/operations/activate.hpp"
#include "engine/compute/kernels/operations/affine.hpp"
#include "engine/compute/kernels/operations/largest_piece.hpp"
#include "engine/compute/kernels/operations/noise.hpp"
#include "engine/compute/kernels/operations/norms.hpp"
#include "engine/compute/kernels/operations/way_around.hpp"
#include "engine/core/types.hpp"

namespace ravine::kernels {

using Operations = Types<Affine, Activate, BatchNorm, LayerNorm, Dropout, GaussianNoise, LargestPiece, Fork, Join>;

/// Operation::kind of a type.
template <class Kind>
constexpr int kind_of() {
    int kind = none;
    all_types(Operations(), [&]<class Listed>(std::size_t place) {
        if (std::is_same_v<Listed, Kind>) kind = int(place);
        return true;
    });
    return kind;
}

template <class Group, class S>
RAVINE_HOST_DEVICE void run_forward(const Group& group, const Operation& op, const Memory<S>& at) {
    visit_type(Operations(), std::size_t(op.kind), [&]<class Kind>() { Kind::forward(group, op, at); });
}

template <class Group, class S>
RAVINE_HOST_DEVICE void run_backward(const Group& group, const Operation& op, const Memory<S>& at) {
    visit_type(Operations(), std::size_t(op.kind), [&]<class Kind>() { Kind::backward(group, op, at); });
}

/// Whether run_remember() has anything to do.
RAVINE_HOST_DEVICE inline bool remembers(const Operation& op) { return op.kind == kind_of<BatchNorm>(); }

/// After a whole batch in training: what the operation remembers of it goes to the buffers.
template <class Group, class S>
RAVINE_HOST_DEVICE void run_remember(const Group& group, const Operation& op, const Memory<S>& at, S* buffers,
                                     int* not_finite) {
    if (remembers(op)) BatchNorm::remember(group, op, at, buffers, not_finite);
}

}  // namespace ravine::kernels
