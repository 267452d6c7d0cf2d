#pragma once
// Threads that share work: those of a block of a GPU, or of all its blocks. What they do is written against a group and
// compiled for the host, too, where tests run it with threads of the processor.

#include <cstddef>

#include "engine/core/host_device.hpp"

namespace ravine::kernels {

inline constexpr int warp_size = 32;  ///< lanes of a warp: threads that can add up without memory

/// The lanes of one warp, for the thread that calls. On the host one thread is a whole warp, and goes through its lanes
/// one by one: what is added up is added up in the same order.
struct Lanes {
    int lane = 0;

    /// body(i) for i in [0, count), each by one lane.
    template <class Body>
    RAVINE_HOST_DEVICE void for_each(int count, const Body& body) const {
#ifdef __CUDA_ARCH__
        for (int i = lane; i < count; i += warp_size) body(i);
#else
        for (int i = 0; i < count; ++i) body(i);
#endif
    }

    /// The sum of term(i) for i in [0, count), which all lanes get: each adds up its own, then halves are added.
    template <class Number, class Term>
    RAVINE_HOST_DEVICE Number sum(int count, const Term& term) const {
#ifdef __CUDA_ARCH__
        Number own = 0;
        for (int i = lane; i < count; i += warp_size) own += term(i);
        for (int half = warp_size / 2; half > 0; half /= 2) own += __shfl_xor_sync(0xffffffffu, own, half);
        return own;
#else
        Number own[warp_size] = {};
        for (int i = 0; i < count; ++i) own[i % warp_size] += term(i);
        for (int half = warp_size / 2; half > 0; half /= 2)
            for (int i = 0; i < half; ++i) own[i] += own[i + half];
        return own[0];
#endif
    }

    /// What lanes have written is there for the others.
    RAVINE_HOST_DEVICE void meet() const {
#ifdef __CUDA_ARCH__
        __syncwarp();
#endif
    }

    RAVINE_HOST_DEVICE bool is_first() const { return lane == 0; }
};

/// One of `threads` threads. `Meeting` is what they wait in for each other, called as meeting().
template <class Meeting>
struct Group {
    int thread, threads;
    int warp, warps;
    Lanes lanes;
    Meeting meeting;

    /// body(i) for i in [0, count), each by one thread.
    template <class Body>
    RAVINE_HOST_DEVICE void for_each(int count, const Body& body) const {
        for (int i = thread; i < count; i += threads) body(i);
    }

    /// body(row, lanes) for each row, by the lanes of one warp.
    template <class Body>
    RAVINE_HOST_DEVICE void for_each_row(int rows, const Body& body) const {
        for (int row = warp; row < rows; row += warps) body(row, lanes);
    }

    /// All threads have come here, and what they have written is there for all.
    RAVINE_HOST_DEVICE void meet() const { meeting(); }
};

}  // namespace ravine::kernels
