#pragma once
// The memory that a group works in, cut into arrays: shared memory of a block of a GPU.

#include <cstddef>

#include "engine/core/host_device.hpp"

namespace ravine::kernels {

/// Hands arrays out one after the other; without memory it counts how much they take.
class WorkingMemory {
  public:
    RAVINE_HOST_DEVICE explicit WorkingMemory(std::byte* memory = nullptr) : memory_(memory) {}

    template <class T>
    RAVINE_HOST_DEVICE T* take(std::size_t count) {
        used_ = (used_ + alignof(T) - 1) / alignof(T) * alignof(T);
        T* place = memory_ ? reinterpret_cast<T*>(memory_ + used_) : nullptr;
        used_ += count * sizeof(T);
        return place;
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
