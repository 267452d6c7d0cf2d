#pragma once
// Many networks at once: sweeps over settings and seeds, bias and variance.

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>
#include <string>

#include "engine/compute/backends.hpp"
#include "engine/core/result.hpp"
#include "engine/lab/training_jobs.hpp"

namespace ravine {

/// What is trained, and who is told of it.
struct ManyTrainings {
    std::span<const TrainingJob> jobs;
    /// Takes each result once, as they come, in any order; called by one thread at a time, none of which goes on
    /// training meanwhile.
    std::function<void(std::size_t job, TrainedNetwork result)> finished;
    JobsProgress* progress = nullptr;              ///< is set to 0 at the start; may be null
    const std::atomic<bool>* cancelled = nullptr;  ///< once true, it ends within milliseconds; may be null
};

struct ManyTrainingsEnd {
    bool is_cancelled = false;  ///< before all jobs had ended; those that had have been delivered
    std::string note;           ///< where the CPU stood in for a back end that failed, how that failed; else empty
};

/// Trains each job as Trainer, or EnsembleTrainer, would train it alone on the CPU, with one thread each where there
/// are enough jobs: the same bits for any number of threads, in any company and any order. What a back end takes whole
/// (see BackendRow::takes) it trains at the same time; its bits are its own. What is alike among jobs is built once and
/// shared. The machine's threads are busy until it returns.
///
/// Errors, before anything is trained: those of build_problem(), or no stop.epochs; of the first job that has one, with
/// `where` as in "jobs[17]: optimizer.learning_rate". Where the back end fails and the CPU may not stand in, it throws
/// BackendFailure when all that the CPU trains has ended.
Result<ManyTrainingsEnd> train_many(const ManyTrainings& order, const Machine& machine);

}  // namespace ravine
