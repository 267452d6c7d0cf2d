#pragma once

#include "engine/compute/kernels/operation.hpp"
#include "engine/core/host_device.hpp"

namespace ravine::kernels {

/// body(row, sample) for all numbers of so many rows.
template <class Group, class S, class Body>
RAVINE_HOST_DEVICE void for_each_number(const Group& group, int rows, const Memory<S>& at, const Body& body) {
    group.for_each(rows * at.samples, [&](int item) { body(item / at.samples, item % at.samples); });
}

}  // namespace ravine::kernels
