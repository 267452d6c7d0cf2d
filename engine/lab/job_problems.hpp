#pragma once
// What jobs train, built before any of them begins; what is alike among them is built once.

#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/result.hpp"
#include "engine/lab/training_jobs.hpp"
#include "engine/train/problem.hpp"

namespace ravine {

using JobProblem = std::shared_ptr<const Problem<float>>;

/// One for each job; of an ensemble, that of its first member. Null where it was cancelled. Errors: as train_many().
Result<std::vector<JobProblem>> build_job_problems(std::span<const TrainingJob> jobs, ThreadPool& pool,
                                                   const std::atomic<bool>& cancelled);

}  // namespace ravine
