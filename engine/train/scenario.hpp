#pragma once
// A scenario: everything that decides a training run.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/compute/regularization.hpp"
#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/data/augmentations.hpp"
#include "engine/data/data_specification.hpp"
#include "engine/network/network_specification.hpp"

namespace ravine {

/// Training ends at the first of these that holds. Patience counts epochs without a better validation loss (training
/// loss where nothing validates) and brings the best weights back.
struct StopRule {
    std::optional<int> epochs;
    std::optional<int> patience;
    std::optional<double> target_loss;  ///< on the training loss, without the penalty

    bool operator==(const StopRule&) const = default;
};

/// Several networks that differ in their initial weights and mini-batches; the prediction is the mean of theirs.
struct Ensemble {
    int members = 1;
    bool bootstrap = false;  ///< each trains on points drawn with replacement from the training points (bagging)

    bool operator==(const Ensemble&) const = default;
};

/// Batch gradient descent: all training points in each step. "all" in JSON.
inline constexpr int full_batch = 0;

struct Scenario {
    std::string title;        ///< for menus; may be empty
    std::string description;  ///< one or two sentences; may be empty
    Task task = Task::classify;
    DataSpecification data;
    bool standardize = false;
    std::vector<std::string> features;
    Selection input_noise{"none", {}};  ///< row of input_noises()
    Augmentation augmentation;
    NetworkSpecification network;
    std::vector<double> initial_parameters;  ///< θ at epoch 0, in the order of a saved model; empty: from the seed
    Selection loss;
    Regularization regularization;
    Selection optimizer;
    Selection schedule;
    int batch_size = 32;  ///< samples of a step, or full_batch
    bool shuffle = true;
    std::uint64_t seed = 7;
    StopRule stop;
    Ensemble ensemble;

    bool operator==(const Scenario&) const = default;
};

/// Settings of a scenario that are plain numbers: described once for JSON, sliders, command line and documentation.
extern const Setting batch_size_setting, l1_setting, l2_setting, decoupled_weight_decay_setting, max_norm_setting,
    points_setting, noise_setting, validation_setting, epochs_setting, patience_setting, target_loss_setting,
    members_setting, bootstrap_setting;

/// The scenario the window starts with: 500 points on a spiral, 8–8 tanh, Adam.
Scenario standard_scenario();

/// Samples of each step but the last of an epoch, which may have fewer.
std::size_t samples_per_step(const Scenario& scenario, std::size_t training_points);

/// What the optimizer decays the weights by itself (AdamW's λ); 0 where it does not.
double own_weight_decay(const Selection& optimizer);

/// Checks every choice and range that does not need the data; the error's `where` is the key path ("optimizer.beta1").
Status check_scenario(const Scenario& scenario);

}  // namespace ravine
