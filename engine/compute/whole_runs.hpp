#pragma once
// What a back end does for many networks at once: it takes training runs whole, from the initial θ to the last epoch,
// and says how they ended. Nobody looks at a run in between.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/compute/metrics.hpp"
#include "engine/compute/regularization.hpp"
#include "engine/compute/samples.hpp"
#include "engine/network/network.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"

namespace ravine {

/// All that decides a run of `epochs` epochs by a first-order optimizer. What is large is shared between runs.
struct WholeRun {
    std::shared_ptr<const Network<float>> network;
    std::shared_ptr<const Samples<float>> train, validation;
    Regularization regularization;
    const OptimizerRow* optimizer = nullptr;
    std::vector<double> optimizer_settings;  ///< of the row, in its order; the first is the learning rate
    const ScheduleRow* schedule = nullptr;
    std::vector<double> schedule_settings;
    std::size_t batch_size = 1;     ///< samples of each step but the last of an epoch, which may have fewer
    bool shuffle = true;            ///< anew in each epoch, as Batches does it
    std::uint64_t seed = 0;         ///< of mini-batches, and of what layers draw in training
    std::uint64_t epochs = 0;       ///< 0: it is only measured
    std::vector<float> parameters;  ///< initial θ and buffers [network->vector_size()]
};

/// Where a run has ended: after its last epoch, or where something was not finite.
struct WholeRunEnd {
    std::vector<float> parameters;  ///< θ and buffers
    Metrics train, validation;      ///< of these parameters; NaN where there are no samples
    std::uint64_t epochs = 0;       ///< whole ones done, the one included whose training loss came out not finite
    std::uint64_t steps = 0;        ///< taken, the one included that gave what is not finite
    std::string_view not_finite;    ///< as StepReport has it, or "loss" as measured at the start or an epoch's end
};

/// Runs by the thousand. Each gives what it would give alone.
struct WholeRunsOrder {
    std::span<const WholeRun> runs;
    /// Takes each run once, as they end, in any order; called by one thread at a time.
    std::function<void(std::size_t run, WholeRunEnd end)> finished;
    /// Takes the number of steps that all runs together have taken since it was last called; by one thread at a time.
    std::function<void(std::uint64_t steps)> progressed;
    const std::atomic<bool>& cancelled;  ///< while true, it ends within milliseconds, and runs are left unfinished
};

}  // namespace ravine
