#pragma once
// Small scenarios and trainers for the tests of training.

#include <memory>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/train/trainer.hpp"
#include "tests/catch.hpp"

namespace ravine {

/// 100 points of two circles, 70 of which train, in batches of 16: 4 whole ones and one of 6 each epoch.
inline Scenario small_scenario() {
    Scenario scenario = standard_scenario();
    scenario.data = {GeneratorSource{standard_selection(*find_row(generators(), "circle")), 100, 0.1, 1}, 0.3, 1};
    scenario.features = {"x1", "x2"};
    scenario.network.layers = {dense_layer(4), dense_layer(3)};
    scenario.batch_size = 16;
    return scenario;
}

template <class Scalar = float>
std::unique_ptr<Trainer<Scalar>> make_trainer(const Scenario& scenario, int threads = 1) {
    auto trainer = Trainer<Scalar>::create(scenario, ".", std::make_shared<ThreadPool>(threads));
    if (!trainer) FAIL(trainer.error().message());
    return std::move(*trainer);
}

template <class Scalar>
void train_epochs(Trainer<Scalar>& trainer, std::uint64_t epochs) {
    for (const std::uint64_t end = trainer.epoch() + epochs; trainer.epoch() < end;)
        if (!trainer.step(0)) return;
}

template <class Scalar>
std::vector<Scalar> copy_parameters(const Trainer<Scalar>& trainer) {
    return {trainer.parameters().begin(), trainer.parameters().end()};
}

/// A linear network on numbers, and a learning rate at which it must diverge.
inline Scenario diverging_scenario() {
    Scenario scenario = small_scenario();
    scenario.task = Task::regress;
    PointsSource source;
    for (int i = 0; i < 40; ++i) source.points.push_back({i % 7 - 3.0, i % 5 - 2.0, i % 3 - 1.0});
    scenario.data = {source, 0.25, 1};
    scenario.network.layers = {dense_layer(4, "linear")};
    scenario.loss = {"mean_squared_error", {}};
    scenario.optimizer = {"sgd", {0.2}};
    scenario.batch_size = 4;
    return scenario;
}

}  // namespace ravine
