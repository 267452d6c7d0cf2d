#pragma once
// Jobs that a back end trains whole. Inside of train_many().

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/lab/job_board.hpp"

namespace ravine {

class WholeJobs {
  public:
    /// Finds them, and what they begin with.
    WholeJobs(JobBoard& board, const Machine& machine);

    bool empty() const { return runs_.empty(); }
    /// The jobs that it does not take.
    const std::vector<std::size_t>& others() const { return others_; }

    /// Trains them and delivers them, until all have ended, it is cancelled, or the back end fails. Called once, by any
    /// thread.
    void train();

    /// How the back end has failed, at once or later; empty where it has not.
    const std::string& failure() const { return failure_; }
    /// Jobs that it has then left, none of whose steps is counted any more.
    std::vector<std::size_t> left() const;

  private:
    void finish(std::size_t run, WholeRunEnd end);
    void count_steps(std::uint64_t steps);

    JobBoard& board_;
    const BackendRow& backend_;
    std::vector<std::size_t> jobs_, others_;  ///< jobs_[k] is runs_[k]'s
    std::vector<WholeRun> runs_;
    std::vector<bool> is_finished_;
    std::uint64_t counted_ = 0;  ///< steps, those of finished runs left out; they may be counted later: then below 0
    std::string failure_;
};

}  // namespace ravine
