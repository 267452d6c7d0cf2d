#pragma once

#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace ravine {

/// Leaves numbers that are not given a value as the memory has them.
template <class T>
struct UnsetAllocator : std::allocator<T> {
    template <class Other>
    struct rebind {
        using other = UnsetAllocator<Other>;
    };

    template <class Number>
    void construct(Number* place) {
        ::new (static_cast<void*>(place)) Number;
    }
    template <class Number, class... Values>
    void construct(Number* place, Values&&... values) {
        ::new (static_cast<void*>(place)) Number(std::forward<Values>(values)...);
    }
};

/// For what several threads write: it is not set to 0 by one of them before.
template <class T>
using UnsetVector = std::vector<T, UnsetAllocator<T>>;

}  // namespace ravine
