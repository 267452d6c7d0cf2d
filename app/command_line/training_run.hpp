#pragma once
// A training run from the first step to the last, with the clock that the engine does not have.

#include <optional>
#include <string>
#include <vector>

#include "app/command_line/arguments.hpp"
#include "engine/train/trainer.hpp"

namespace ravine {

struct TrainingRequest {
    OpenedScenario opened;
    std::optional<int> epochs;  ///< instead of the scenario's stop.epochs; 0 leaves the network as initialised
    int threads = 1;
};

struct TrainingResult {
    Model model;  ///< after divergence: that of the epoch with the lowest training loss
    std::vector<HistoryRow> history;
    Metrics train, validation;     ///< of `model`
    std::vector<Metrics> members;  ///< validation of each network of an ensemble; empty for one network
    double penalty = 0;
    StopState stop;
    double seconds = 0;  ///< of training alone
    std::uint64_t samples = 0;
    int threads = 1;
    std::string backend, way;  ///< that trained, at the end: its id, and how
    std::string fell_back;     ///< words for when and why another one had to stop; else empty

    bool diverged() const { return stop.reason == StopReason::diverged; }
    double samples_per_second() const { return seconds > 0 ? double(samples) / seconds : 0; }
};

/// Epochs at most where neither the scenario nor the request names a number.
inline constexpr int standard_epochs = 1000;

/// Errors: as the scenario has them, or the back end failed and no other may take its place.
Result<TrainingResult> run_training(const TrainingRequest& request, Machine machine);

}  // namespace ravine
