#pragma once
// Jobs on the CPU: each thread trains one after another. Inside of train_many().

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/lab/job_board.hpp"

namespace ravine {

/// Trains these jobs and delivers them, until all have ended or it is cancelled.
void train_on_cpu(JobBoard& board, std::vector<std::size_t> jobs, const std::shared_ptr<ThreadPool>& pool);

}  // namespace ravine
