#pragma once
// What holds for every back end that trains and draws elsewhere: it gives what the CPU gives, to rounding.

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include "engine/lab/train_many.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/train/trainer.hpp"
#include "tests/catch.hpp"
#include "tests/device_cases.hpp"

namespace ravine::test {

template <class Scalar>
std::unique_ptr<Trainer<Scalar>> trained_on(const BackendRow& row, const Scenario& scenario, std::uint64_t steps) {
    auto trainer = Trainer<Scalar>::create(scenario, ".", {std::make_shared<ThreadPool>(1), row});
    if (!trainer) FAIL(trainer.error().message());
    while ((*trainer)->steps() < steps && (*trainer)->step(0)) {
    }
    return std::move(*trainer);
}

template <class Scalar>
double difference(std::span<const Scalar> found, std::span<const Scalar> expected) {
    double apart = 0, size = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        apart += std::pow(double(found[i]) - double(expected[i]), 2);
        size += std::pow(double(expected[i]), 2);
    }
    return std::sqrt(apart / size);
}

/// After 200 steps.
template <class Scalar>
void check_training(const DeviceCase& each, const BackendRow& backend, double tolerance) {
    INFO(each.name);
    const auto expected = trained_on<Scalar>(cpu_backend(), each.scenario, 200);
    const auto found = trained_on<Scalar>(backend, each.scenario, 200);
    CHECK(found->steps() >= 200);
    CHECK(found->epoch() == expected->epoch());
    CHECK(difference(found->parameters(), expected->parameters()) < tolerance);
    CHECK(difference(found->last_gradient(), expected->last_gradient()) < 100 * tolerance);
    CHECK(found->train_metrics().loss == Approx(expected->train_metrics().loss).epsilon(tolerance));
    CHECK(found->validation_metrics().loss == Approx(expected->validation_metrics().loss).epsilon(tolerance));
    CHECK(found->last_update_norm() == Approx(expected->last_update_norm()).epsilon(100 * tolerance));
}

inline void check_gradient(const DeviceCase& each, const BackendRow& row) {
    INFO(each.name);
    const auto expected = trained_on<double>(cpu_backend(), each.scenario, 20);
    std::vector<double> wanted(expected->network().parameter_count()), found(wanted.size());
    const double loss = expected->evaluate_gradient(expected->parameters(), wanted);
    const auto trainer = trained_on<double>(row, each.scenario, 0);
    CHECK(trainer->evaluate_gradient(expected->parameters(), found) == Approx(loss).epsilon(1e-12));
    CHECK(difference<double>(found, wanted) < 1e-11);
}

/// A linear network on numbers, which a learning rate of 1 makes diverge.
inline Scenario diverging_scenario(double rate) {
    Scenario scenario = with_points(device_scenario(), Task::regress, 0);
    scenario.network.layers = {dense_layer(4, "linear")};
    scenario.loss = {"mean_squared_error", {}};
    scenario.optimizer.values = {rate};
    return scenario;
}

inline void check_divergence(const BackendRow& row) {
    for (const double rate : {1.0, 10.0}) {
        const auto expected = trained_on<float>(cpu_backend(), diverging_scenario(rate), 2000);
        const auto found = trained_on<float>(row, diverging_scenario(rate), 2000);
        REQUIRE(expected->stop_state().reason == StopReason::diverged);
        CHECK(found->stop_state().words == expected->stop_state().words);
        CHECK(found->steps() == expected->steps());
    }
}

inline void check_pictures(const DeviceCase& each, const BackendRow& row) {
    INFO(each.name);
    ThreadPool pool(2);
    const Model model = trained_on<float>(cpu_backend(), each.scenario, 20)->model();
    const Window window{-2, 2, -2, 2};
    CHECK(difference<float>(evaluate_decision_map(model, window, 23, 17, pool, false, row).values,
                            evaluate_decision_map(model, window, 23, 17, pool).values) < 1e-5);
    const NeuronMaps found = evaluate_neuron_maps(model, window, 19, pool, row),
                     expected = evaluate_neuron_maps(model, window, 19, pool);
    REQUIRE(found.layers.size() == expected.layers.size());
    for (std::size_t layer = 0; layer < expected.layers.size(); ++layer)
        for (std::size_t unit = 0; unit < expected.layers[layer].size(); ++unit)
            CHECK(difference<float>(found.layers[layer][unit], expected.layers[layer][unit]) < 1e-5);
    const auto plane = build_plane(model, standard_selection(planes().front()), pool);
    REQUIRE(plane);
    const std::atomic<bool> go_on = false;
    CHECK(difference<float>(evaluate_loss_grid(model, *plane, 9, 7, pool, go_on, row).values,
                            evaluate_loss_grid(model, *plane, 9, 7, pool, go_on).values) < 1e-5);
}

/// Each for so many epochs, with a seed of its own.
inline TrainingJob job_of(Scenario scenario, std::size_t index, int epochs) {
    scenario.stop = {};
    scenario.stop.epochs = epochs;
    scenario.seed = 100 + index;
    return {std::make_shared<const Scenario>(scenario)};
}

inline std::vector<TrainedNetwork> all_trained(const std::vector<TrainingJob>& jobs, const BackendRow& row) {
    std::vector<TrainedNetwork> results(jobs.size());
    ManyTrainings order{jobs, {}};
    order.finished = [&](std::size_t job, TrainedNetwork result) { results[job] = std::move(result); };
    const auto end = train_many(order, {std::make_shared<ThreadPool>(2), row});
    if (!end) FAIL(end.error().message());
    CHECK(end->note.empty());
    return results;
}

inline void check_same_end(const TrainedNetwork& found, const TrainedNetwork& expected) {
    CHECK(found.model.epoch == expected.model.epoch);
    CHECK(found.model.step == expected.model.step);
    CHECK(found.stop.words == expected.stop.words);
    if (expected.stop.reason == StopReason::diverged) return;
    CHECK(difference<float>(*found.model.parameters, *expected.model.parameters) < 1e-4);
    CHECK(found.train.loss == Approx(expected.train.loss).epsilon(1e-4).margin(1e-10));
    CHECK(found.validation.loss == Approx(expected.validation.loss).epsilon(1e-4).margin(1e-10));
    CHECK(std::isnan(found.train.accuracy) == std::isnan(expected.train.accuracy));
    if (!std::isnan(expected.train.accuracy))  // a sample on the boundary may fall to either side
        CHECK(found.train.accuracy == Approx(expected.train.accuracy).margin(0.03));
}

/// Runs of all cases at once.
inline void check_whole_runs(const BackendRow& row) {
    const std::vector<DeviceCase> cases = device_cases();
    std::vector<TrainingJob> jobs;
    for (const DeviceCase& each : cases) jobs.push_back(job_of(each.scenario, jobs.size(), 3 + int(jobs.size() % 4)));
    const std::vector<TrainedNetwork> found = all_trained(jobs, row), expected = all_trained(jobs, cpu_backend());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        INFO(cases[i].name);
        check_same_end(found[i], expected[i]);
    }
}

inline void check_diverging_run(const BackendRow& row) {
    std::vector<TrainingJob> jobs;
    for (const double rate : {0.01, 10.0, 0.02}) jobs.push_back(job_of(diverging_scenario(rate), jobs.size(), 40));
    const std::vector<TrainedNetwork> found = all_trained(jobs, row), expected = all_trained(jobs, cpu_backend());
    for (std::size_t i = 0; i < jobs.size(); ++i) check_same_end(found[i], expected[i]);
    CHECK(found[1].stop.reason == StopReason::diverged);
    CHECK(found[2].stop.reason == StopReason::epochs);
}

}  // namespace ravine::test
