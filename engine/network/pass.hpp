#pragma once
// How a batch goes through the layers: to learn from it, or to predict.

#include <atomic>
#include <cstdint>

#include "engine/core/host_device.hpp"
#include "engine/core/random.hpp"

namespace ravine {

/// The stream of random numbers that a layer draws from in a step: steps are below 2⁴⁰.
RAVINE_HOST_DEVICE constexpr std::uint64_t layer_noise_stream(std::uint32_t layer, std::uint64_t step) {
    return std::uint64_t{layer} << 40 | step;
}

/// Prediction is the default: `Pass{samples}`. Loss surfaces, metrics and pictures predict, too, so that they do not
/// depend on chance, nor on what else is in the batch.
struct Pass {
    int samples = 0;
    bool training = false;   ///< random layers draw, batch normalisation takes the batch's own statistics
    std::uint64_t seed = 0;  ///< the scenario's
    std::uint64_t step = 0;  ///< number of the step that learns from this batch; below 2⁴⁰
    int first_sample = 0;    ///< place of the first sample in the batch, of which this may be a part
    const std::atomic<bool>* interrupted = nullptr;  ///< while true, passes end early; what they give is of no use

    bool is_interrupted() const { return interrupted != nullptr && *interrupted; }

    /// What a layer draws for a sample of this pass: the same numbers for whatever threads, and wherever the batch is
    /// cut into passes. `layer`: its number, counted through all blocks. `draws`: how many 32-bit draws a sample needs,
    /// the same for all samples.
    RandomStream random(std::uint32_t layer, int sample, int draws) const {
        const std::uint64_t place = static_cast<std::uint64_t>(first_sample) + static_cast<std::uint64_t>(sample);
        return {seed, RandomPurpose::layer_noise, layer_noise_stream(layer, step),
                static_cast<std::uint32_t>(place * static_cast<std::uint64_t>((draws + 3) / 4))};
    }
};

}  // namespace ravine
