#pragma once
// The trainings that benchmarks time.

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/train/trainer.hpp"

namespace ravine {

/// A network of dense layers on the points of a spiral, which has two classes.
struct TrainingWork {
    std::string_view id;
    std::vector<int> hidden;
    std::string_view activation, loss, optimizer;
    int batch, points;
    int threads;
};

Scenario scenario_of(const TrainingWork& work);

/// A training that has begun.
struct RunningWork {
    std::shared_ptr<Trainer<float>> trainer;

    static Result<RunningWork> begin(const Scenario& scenario, int threads, BackendChoice backend = {});
    /// Returns the samples of the epoch. Throws BackendFailure where the back end fails and the CPU may not go on.
    double train_epoch() const;
};

}  // namespace ravine
