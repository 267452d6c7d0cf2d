#pragma once
// What a back end does for pictures of a network: maps over its inputs, and over its parameters. It may throw
// BackendFailure, after some of the samples or places: who asked then takes nothing of what it gave.

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <span>

#include "engine/compute/samples.hpp"
#include "engine/network/network.hpp"

namespace ravine {

/// Some of the samples of a pass, and what every layer gave for them: layers[0] are the inputs and layers[k + 1] what
/// layer k gave, each [width × count].
struct PassedSamples {
    std::size_t thread;  ///< of the pool, who calls
    int first, count;
    std::span<const std::span<float>> layers;
};

/// Inputs by the thousand that go through a network to be seen.
struct PassesOrder {
    const Network<float>& network;
    std::span<const float> parameters;  ///< θ and buffers
    int samples;
    /// Writes the inputs of `count` samples from `first` on [inputs × count].
    std::function<void(int first, int count, float* inputs)> fill;
    /// Takes the samples in parts, each once. Both are called from several threads at the same time.
    std::function<void(const PassedSamples&)> receive;
    /// Whether `receive` looks at the last layer alone; the others may be empty then.
    bool last_layer_only = false;
};

/// Losses at places θ = origin + a·first + b·second of a plane. The directions have an entry for each number that is
/// learned; the origin has the buffers, too.
struct PlaneLossesOrder {
    std::shared_ptr<const Network<float>> network;
    const Samples<float>& samples;
    std::span<const float> origin, first, second;
    std::span<const std::array<float, 2>> places;  ///< a and b
    std::span<float> losses;                       ///< mean loss at each place, without the penalty; is set
    const std::atomic<bool>& cancelled;            ///< while true, it ends early, and places may be left as they were
};

}  // namespace ravine
