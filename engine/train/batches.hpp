#pragma once
// The order in which an epoch takes the samples: all of them once, the last batch may be short.

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "engine/core/random.hpp"

namespace ravine {

class Batches {
  public:
    /// The order for this epoch depends on seed and epoch alone, so that a run can be taken up anywhere.
    void begin_epoch(std::size_t samples, bool shuffle, std::uint64_t seed, std::uint64_t epoch) {
        order_.resize(samples);
        std::iota(order_.begin(), order_.end(), std::uint32_t{0});
        if (shuffle) RandomStream(seed, RandomPurpose::shuffle, epoch).shuffle(std::span(order_));
    }

    /// Indices of the next samples from `position` on: `size` of them, or what is left.
    std::span<const std::uint32_t> batch(std::size_t position, std::size_t size) const {
        return std::span(order_).subspan(position, std::min(size, order_.size() - position));
    }

  private:
    std::vector<std::uint32_t> order_;
};

}  // namespace ravine
