#pragma once
// Counter-based random numbers (Philox 4×32-10; Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011).
// A draw depends on seed, purpose, stream and counter alone, so it is the same on any thread and on a GPU.

#include <Random123/philox.h>

#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>

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
    RandomStream(std::uint64_t seed, RandomPurpose purpose, std::uint64_t stream = 0, std::uint32_t counter = 0)
        : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
          purpose_(static_cast<std::uint32_t>(purpose)),
          stream_(stream),
          counter_(counter) {}

    std::uint32_t bits() {
        if (next_ == 4) refill();
        return block_.v[next_++];
    }

    /// In [0, 1), with 53 random bits.
    double uniform() {
        const std::uint64_t high = bits() >> 5, low = bits() >> 6;
        return static_cast<double>((high << 26) | low) * 0x1p-53;
    }

    double uniform(double least, double most) { return least + (most - least) * uniform(); }

    /// Standard normal (Box and Muller 1958; one of the pair is used, so that draws stay addressable).
    double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(2.0 * std::numbers::pi * uniform());
    }

    /// In {0, …, bound − 1} without bias worth naming (multiply-shift on 32 bits); bound ≥ 1.
    std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>((std::uint64_t{bits()} * bound) >> 32);
    }

    /// Fisher–Yates shuffle.
    template <class T>
    void shuffle(std::span<T> items) {
        for (std::size_t left = items.size(); left > 1; --left)
            std::swap(items[left - 1], items[below(static_cast<std::uint32_t>(left))]);
    }

  private:
    void refill() {
        const r123::Philox4x32::ctr_type counter = {
            {static_cast<std::uint32_t>(stream_), static_cast<std::uint32_t>(stream_ >> 32), purpose_, counter_++}};
        block_ = r123::Philox4x32()(counter, key_);
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
