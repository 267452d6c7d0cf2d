#pragma once
// What those who train jobs share: the jobs, how far they have come, and who gets the results. Inside of train_many().

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "engine/lab/job_problems.hpp"
#include "engine/lab/train_many.hpp"

namespace ravine {

/// Any thread may call any of it.
class JobBoard {
  public:
    /// `progress` is at 0.
    JobBoard(const ManyTrainings& order, std::vector<JobProblem> problems, const std::atomic<bool>& cancelled,
             JobsProgress& progress);

    std::size_t size() const { return problems_.size(); }
    /// As the job has it: of an ensemble, not that of a member.
    const TrainingJob& job(std::size_t index) const { return order_.jobs[index]; }
    /// There until the job's result is delivered.
    const Problem<float>& problem(std::size_t index) const { return *problems_[index]; }
    const std::atomic<bool>& cancelled() const { return cancelled_; }

    /// Below 0 where steps are taken back.
    void count_steps(std::int64_t steps) { progress_.steps += static_cast<std::uint64_t>(steps); }
    /// `steps`: that the job has taken, and that have been counted. Its problem is forgotten.
    void deliver(std::size_t index, std::uint64_t steps, TrainedNetwork result);

  private:
    std::uint64_t most_steps(std::size_t index) const;

    const ManyTrainings& order_;
    std::vector<JobProblem> problems_;
    const std::atomic<bool>& cancelled_;
    JobsProgress& progress_;
    std::mutex delivery_;
};

}  // namespace ravine
