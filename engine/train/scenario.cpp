#include "engine/train/scenario.hpp"

#include "engine/core/table.hpp"
#include "engine/data/features.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/input_noises.hpp"
#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/scenario_numbers.hpp"

namespace ravine {

constexpr Setting batch_size_setting = {"batch_size",   "Batch size", "B",      "Samples per step.", 32, 1, 100000,
                                        Scale::integer, {},           "samples"};
constexpr Setting points_setting = {"points", "Points", "N",    "How many points are generated.",
                                    500,      2,        100000, Scale::integer};
constexpr Setting noise_setting = {"noise", "Noise", "σ", "How far points stray, relative to the picture's size.",
                                   0.1,     0,       1};
constexpr Setting validation_setting = {
    "validation", "Validation share", "", "Share of the points that validate and are not trained on.", 0.3, 0, 0.95};
constexpr Setting epochs_setting = {
    "epochs", "Epochs", "", "Training ends after this many epochs.", 1000, 0, 1e9, Scale::integer, {}, "epochs"};
constexpr Setting target_loss_setting = {
    "target_loss", "Target loss",     "", "Training ends when the training loss is this small.", 0.01, 0,
    1e9,           Scale::logarithmic};

namespace {

constexpr Setting all_settings[] = {batch_size_setting, points_setting, noise_setting,
                                    validation_setting, epochs_setting, target_loss_setting};
static_assert(are_sound(all_settings));

/// The first failure of all that have been checked.
class Checks {
  public:
    void check(Status status) {
        if (first_ && !status) first_ = std::move(status);
    }
    void check(const Setting& setting, double value, const std::string& where) {
        check(check_setting(setting, value, where));
    }
    template <class Row>
    void check(std::span<const Row> rows, const Selection& selection, std::string_view kind, std::string_view where) {
        const Result<const Row*> row = check_selection(rows, selection, kind, where);
        if (!row) check(Status(row.error()));
    }
    Status first() && { return std::move(first_); }

  private:
    Status first_;
};

void check_data(const Scenario& scenario, Checks& checks) {
    const auto* source = std::get_if<GeneratorSource>(&scenario.data.source);
    if (!source) return;
    checks.check(generators(), source->generator, "generator", "data.generator");
    const GeneratorRow* row = find_row(generators(), source->generator.id);
    if (row && row->task != scenario.task)
        checks.check(input_error("'" + source->generator.id + "' makes points for the task '" +
                                     std::string(task_row(row->task).id) + "', not for '" +
                                     std::string(task_row(scenario.task).id) + "'",
                                 "data.generator"));
}

void check_features(const Scenario& scenario, Checks& checks) {
    if (scenario.features.empty())
        checks.check(input_error("there are no features", "features", "known: " + known_ids(features())));
    for (std::size_t i = 0; i < scenario.features.size(); ++i) {
        const Result<const FeatureRow*> row =
            require_row(features(), scenario.features[i], "feature", "features[" + std::to_string(i) + "]");
        if (!row) checks.check(Status(row.error()));
    }
}

void check_augmentation(const Scenario& scenario, Checks& checks) {
    checks.check(input_noises(), scenario.input_noise, "input noise", "input_noise");
    for (const AugmentationRow& row : augmentations()) {
        const double amount = scenario.augmentation.*row.amount;
        const std::string where = "augmentation." + std::string(row.id);
        checks.check(row.setting(), amount, where);
        if (amount != 0 && !row.fits(scenario.task))
            checks.check(input_error("'" + std::string(row.id) +
                                         "' moves points of the plane, and a curve's y would "
                                         "not follow",
                                     where, "for a curve: jitter"));
    }
}

void check_network(const Scenario& scenario, Checks& checks) {
    for (std::size_t i = 0; i < scenario.network.layers.size(); ++i)
        checks.check(check_layer(scenario.network.layers[i], "network.layers[" + std::to_string(i) + "]"));
}

/// An optimizer that decays by itself, such as AdamW, does so over all parameters; twice would be neither's meaning.
void check_regularization(const Scenario& scenario, Checks& checks) {
    if (scenario.regularization.decoupled_weight_decay > 0 && own_weight_decay(scenario.optimizer) > 0)
        checks.check(input_error("'" + scenario.optimizer.id + "' decays the weights by itself",
                                 "regularization.decoupled_weight_decay",
                                 "set one of the two: this, or optimizer.weight_decay"));
}

void check_numbers(const Scenario& scenario, Checks& checks) {
    for (const ScenarioNumberRow& row : scenario_numbers())
        if (const std::optional<double> value = row.get(scenario)) checks.check(*row.setting, *value, row.path());
}

}  // namespace

std::size_t samples_per_step(const Scenario& scenario, std::size_t training_points) {
    return scenario.batch_size == full_batch ? training_points : static_cast<std::size_t>(scenario.batch_size);
}

double own_weight_decay(const Selection& optimizer) {
    const OptimizerRow* row = find_row(optimizers(), optimizer.id);
    const int index = row ? index_of_setting(row->settings, "weight_decay") : -1;
    return index < 0 || std::size_t(index) >= optimizer.values.size() ? 0 : optimizer.values[std::size_t(index)];
}

Scenario standard_scenario() {
    Scenario scenario;
    scenario.title = "Spiral";
    scenario.description = "Two interleaved spirals: hard for a line, easy for two hidden layers.";
    scenario.data = {GeneratorSource{standard_selection(*find_row(generators(), "spiral")), 500, 0.1, 1}, 0.3, 1};
    scenario.features = {"x1", "x2", "sin_x1", "sin_x2"};
    scenario.network.layers = {dense_layer(8), dense_layer(8)};
    scenario.loss = standard_selection(*find_row(losses(), "binary_cross_entropy"));
    scenario.optimizer = standard_selection(*find_row(optimizers(), "adam"));
    scenario.optimizer.values[0] = 0.01;
    scenario.schedule = standard_selection(*find_row(schedules(), "constant"));
    return scenario;
}

Status check_scenario(const Scenario& scenario) {
    Checks checks;
    check_data(scenario, checks);
    check_features(scenario, checks);
    check_augmentation(scenario, checks);
    check_network(scenario, checks);
    checks.check(losses(), scenario.loss, "loss", "loss");
    checks.check(optimizers(), scenario.optimizer, "optimizer", "optimizer");
    check_regularization(scenario, checks);
    checks.check(schedules(), scenario.schedule, "schedule", "schedule");
    if (scenario.batch_size != full_batch) checks.check(batch_size_setting, scenario.batch_size, "batch_size");
    check_numbers(scenario, checks);
    return std::move(checks).first();
}

}  // namespace ravine
