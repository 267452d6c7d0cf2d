#pragma once

#include "engine/core/host_device.hpp"

namespace ravine::kernels {

template <class S>
RAVINE_HOST_DEVICE bool is_finite(S number) {
    return number - number == S(0);
}

/// Sets a flag that several threads may set at the same time.
RAVINE_HOST_DEVICE inline void raise(int* flag) {
#ifdef __CUDA_ARCH__
    atomicOr(flag, 1);
#else
    __atomic_store_n(flag, 1, __ATOMIC_RELAXED);
#endif
}

}  // namespace ravine::kernels
