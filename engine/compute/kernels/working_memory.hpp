#pragma once
// The memory that a group works in, cut into arrays: shared memory of a block of a GPU.

#include <cstddef>

#include "engine/core/host_device.hpp"

namespace ravine::kernels {

/// An array in that memory. A GPU adds its place to where a block's memory begins, which is the same for all blocks: so
/// the compiler knows, wherever it is used, that the shorter way leads there.
template <class T>
class Near {
  public:
    Near() = default;
    RAVINE_HOST_DEVICE Near(std::byte* memory, std::size_t place) : place_(place) {
#ifdef __CUDA_ARCH__
        static_cast<void>(memory);
#else
        memory_ = memory;
#endif
    }

    RAVINE_HOST_DEVICE T* get() const {
#ifdef __CUDA_ARCH__
        extern __shared__ double block_memory[];
        return reinterpret_cast<T*>(reinterpret_cast<std::byte*>(block_memory) + place_);
#else
        return memory_ ? reinterpret_cast<T*>(memory_ + place_) : nullptr;
#endif
    }

  private:
#ifndef __CUDA_ARCH__
    std::byte* memory_ = nullptr;
#endif
    std::size_t place_ = 0;
};

/// Hands arrays out one after the other; without memory it counts how much they take. On a GPU, `memory` is the block's
/// own.
class WorkingMemory {
  public:
    RAVINE_HOST_DEVICE explicit WorkingMemory(std::byte* memory = nullptr) : memory_(memory) {}

    template <class T>
    RAVINE_HOST_DEVICE Near<T> take(std::size_t count) {
        used_ = (used_ + alignof(T) - 1) / alignof(T) * alignof(T);
        const Near<T> array(memory_, used_);
        used_ += count * sizeof(T);
        return array;
    }
    RAVINE_HOST_DEVICE std::size_t used() const { return used_; }

  private:
    std::byte* memory_;
    std::size_t used_ = 0;
};

/// Rows begin an odd number of numbers apart, so that a column of them lies in different banks of shared memory.
RAVINE_HOST_DEVICE constexpr int block_stride(int samples) { return samples | 1; }

template <class Group, class T>
RAVINE_HOST_DEVICE void copy(const Group& group, const T* from, T* to, int count) {
    group.for_each(count, [&](int i) { to[i] = from[i]; });
}

}  // namespace ravine::kernels
