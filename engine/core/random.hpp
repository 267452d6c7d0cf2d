#pragma once
// Counter-based random numbers (Philox 4×32-10; Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011).
// A draw depends on seed, purpose, stream and counter alone, so it is the same on any thread and on a GPU.

#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>

#include "engine/core/host_device.hpp"
#include "engine/core/vector_loop.hpp"

namespace ravine {

/// What a draw is for; two purposes never share numbers. Values are part of every saved result: append only.
enum class RandomPurpose : std::uint32_t {
    points = 1,
    noise = 2,
    split = 3,
    initial_weights = 4,
    shuffle = 5,
    directions = 6,
    gradient_noise = 7,
    layer_noise = 8,
    input_noise = 9,
    augmentation = 10,
    bootstrap = 11,
};

/// A sequence of draws at (seed, purpose, stream); copies continue independently.
class RandomStream {
  public:
    /// `counter`: how many times four draws of 32 bits are left out.
    RAVINE_HOST_DEVICE RandomStream(std::uint64_t seed, RandomPurpose purpose, std::uint64_t stream = 0,
                                    std::uint32_t counter = 0)
        : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
          purpose_(static_cast<std::uint32_t>(purpose)),
          stream_(stream),
          counter_(counter) {}

    RAVINE_HOST_DEVICE std::uint32_t bits() {
        if (next_ == 4) refill();
        return block_.v[next_++];
    }

    /// Blocks of four draws: those numbered first, first + stride, …, counted from the stream's next one. Draw k of the
    /// i-th is draws[k · count + i]. In vectors, inside a vector_loop.
    [[gnu::always_inline]] void blocks(std::uint32_t first, std::uint32_t stride, std::size_t count,
                                       std::uint32_t* draws) const {
        for (std::size_t i = 0; i < count; ++i) {
            const r123::Philox4x32::ctr_type block =
                block_at(counter_ + first + static_cast<std::uint32_t>(i) * stride);
            for (std::size_t k = 0; k < 4; ++k) draws[k * count + i] = block.v[k];
        }
    }

    /// In [0, 1), with 53 random bits.
    RAVINE_HOST_DEVICE double uniform() {
        const std::uint64_t high = bits() >> 5, low = bits() >> 6;
        return static_cast<double>((high << 26) | low) * 0x1p-53;
    }

    RAVINE_HOST_DEVICE double uniform(double least, double most) { return least + (most - least) * uniform(); }

    /// Standard normal (Box and Muller 1958; one of the pair is used, so that draws stay addressable).
    RAVINE_HOST_DEVICE double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(2.0 * std::numbers::pi * uniform());
    }

    /// In {0, …, bound − 1} without bias worth naming (multiply-shift on 32 bits); bound ≥ 1.
    RAVINE_HOST_DEVICE std::uint32_t below(std::uint32_t bound) { return scaled(bits(), bound); }

    /// Fisher–Yates shuffle. Draws are those of bits() one by one, computed many at a time.
    template <class T>
    void shuffle(std::span<T> items) {
        constexpr std::size_t most = 64;
        std::array<std::uint32_t, 4 * most> draws;
        T* item = items.data();
        std::size_t left = items.size();
        const auto swap_last = [&](std::uint32_t draw) {
            std::swap(item[left - 1], item[scaled(draw, static_cast<std::uint32_t>(left))]);
            --left;
        };
        while (left > 1) {
            const std::size_t count = next_ < 4 ? 0 : std::min(most, (left - 1) / 4);
            if (count == 0) {
                swap_last(bits());
                continue;
            }
            vector_loop([&]() RAVINE_LOOP_BODY { blocks(0, 1, count, draws.data()); });
            counter_ += static_cast<std::uint32_t>(count);
            for (std::size_t i = 0; i < count; ++i)
                for (std::size_t k = 0; k < 4; ++k) swap_last(draws[k * count + i]);
        }
    }

    /// The draw as below() makes it: in {0, …, bound − 1}.
    RAVINE_HOST_DEVICE static std::uint32_t scaled(std::uint32_t draw, std::uint32_t bound) {
        return static_cast<std::uint32_t>((std::uint64_t{draw} * bound) >> 32);
    }

  private:
    RAVINE_HOST_DEVICE r123::Philox4x32::ctr_type block_at(std::uint32_t counter) const {
        const r123::Philox4x32::ctr_type place = {
            {static_cast<std::uint32_t>(stream_), static_cast<std::uint32_t>(stream_ >> 32), purpose_, counter}};
        return r123::Philox4x32()(place, key_);
    }

    RAVINE_HOST_DEVICE void refill() {
        block_ = block_at(counter_++);
        next_ = 0;
    }

    r123::Philox4x32::key_type key_;
    r123::Philox4x32::ctr_type block_{};
    std::uint32_t purpose_;
    std::uint64_t stream_;
    std::uint32_t counter_;
    unsigned next_ = 4;
};

}  // namespace ravine
