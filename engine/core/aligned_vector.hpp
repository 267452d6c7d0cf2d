#pragma once

#include <cstddef>
#include <new>
#include <vector>

#include "engine/core/rounded_up.hpp"

namespace ravine {

/// Gives memory whose bytes are whole units of `unit`, and begin with one.
template <class T, std::size_t unit>
struct AlignedAllocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{unit};
    template <class Other>
    struct rebind {
        using other = AlignedAllocator<Other, unit>;
    };

    AlignedAllocator() = default;
    template <class Other>
    AlignedAllocator(const AlignedAllocator<Other, unit>&) {}

    T* allocate(std::size_t count) {
        return static_cast<T*>(::operator new(rounded_up(count * sizeof(T), unit), alignment));
    }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }
    bool operator==(const AlignedAllocator&) const { return true; }
};

/// In whole cache lines, so that no vector of the processor lies across two.
template <class T>
using AlignedVector = std::vector<T, AlignedAllocator<T, 64>>;

/// In whole pages, for what one thread works in: a processor reads ahead up to the end of a page, and would take from
/// another one's caches what lies there.
template <class T>
using PageVector = std::vector<T, AlignedAllocator<T, 4096>>;

}  // namespace ravine
