#pragma once
// Several networks trained side by side, whose mean prediction is that of the model (Hansen and Salamon 1990; with
// bootstrap: bagging, Breiman 1996).

#include <memory>
#include <string>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/result.hpp"
#include "engine/train/trainer.hpp"

namespace ravine {

/// Member k is trained as a scenario of its own with the seed + k, on one thread: the same bits whatever the number of
/// threads that share the members.
class EnsembleTrainer {
  public:
    /// scenario.ensemble says how many members there are. Loads the data once for each.
    static Result<std::unique_ptr<EnsembleTrainer>> create(const Scenario& scenario, const std::string& folder,
                                                           std::shared_ptr<ThreadPool> pool);

    /// One epoch of every member that has not stopped; false where all have. `seconds`: training time so far.
    bool train_epoch(double seconds);
    /// Of the first member that diverged, else of the first; none while one goes on.
    StopState stop_state() const;
    /// Members that have diverged go back to their epoch with the lowest training loss.
    void take_back_diverged();

    /// The first member's, with the other members' parameters beside its own.
    Model model() const;
    /// Of the mean prediction, over the points as they are, by epoch; row 0 is as initialised.
    const std::vector<HistoryRow>& history() const { return history_; }
    const std::vector<std::unique_ptr<Trainer<float>>>& members() const { return members_; }
    double penalty() const;  ///< mean of the members'
    std::uint64_t samples_seen() const;

  private:
    EnsembleTrainer() = default;
    void note(double seconds);

    std::shared_ptr<const Scenario> scenario_;
    std::shared_ptr<ThreadPool> pool_;
    std::vector<std::unique_ptr<Trainer<float>>> members_;
    std::vector<HistoryRow> history_;
};

/// Loss, and accuracy where there are classes, of a model's predictions over one split of its data: for an ensemble,
/// of the mean prediction. NaN for no points.
Metrics prediction_metrics(const Model& model, Split split, ThreadPool& pool);

}  // namespace ravine
