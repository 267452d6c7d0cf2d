#pragma once
// Trainings by the thousand: what is to be trained, how each has ended, and how far all of them have come.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/compute/metrics.hpp"
#include "engine/train/model.hpp"
#include "engine/train/scenario.hpp"
#include "engine/train/stop_rules.hpp"

namespace ravine {

/// One network to train, or one ensemble, with data, settings and seed of its own.
struct TrainingJob {
    std::shared_ptr<const Scenario> scenario;  ///< not null; has stop.epochs, so that it ends
    std::string folder = ".";                  ///< where relative CSV paths start
};

/// Where a job has ended. Divergence is an end like others: the parameters are those that are not finite, or whose loss
/// is not.
struct TrainedNetwork {
    Model model;  ///< without the path of θ; data and network are shared with jobs that have the same
    StopState stop;
    Metrics train, validation;  ///< of the model's predictions; NaN where there are no points
    double penalty = 0;
    double learning_rate = 0;  ///< of the step that would be next, or of the one that diverged
};

/// Any thread may read it while jobs are trained. What it says at one moment may lag some milliseconds behind.
struct JobsProgress {
    std::atomic<std::size_t> finished{0};  ///< jobs whose results have been delivered
    std::atomic<std::uint64_t> steps{0};   ///< mini-batches that all jobs together have taken
    /// That all will have taken: 0 until every job has been looked at, and less whenever one ends before its last
    /// epoch.
    std::atomic<std::uint64_t> steps_in_all{0};
};

}  // namespace ravine
