// What the threads of a GPU's block do, done by the host's: networks train as they do on the CPU.

#include <algorithm>
#include <cmath>

#include "engine/landscape/decision_map.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/train/trainer.hpp"
#include "tests/catch.hpp"
#include "tests/device_backends.hpp"
#include "tests/device_cases.hpp"

using namespace ravine;
using test::block_backend;
using test::grid_backend;

namespace {

template <class Scalar>
std::unique_ptr<Trainer<Scalar>> trained(const Scenario& scenario, const BackendRow& row, std::uint64_t steps) {
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

template <class Scalar>
void check_case(const test::DeviceCase& each, const BackendRow& backend, double tolerance) {
    INFO(each.name);
    const auto expected = trained<Scalar>(each.scenario, cpu_backend(), 200);
    const auto found = trained<Scalar>(each.scenario, backend, 200);
    CHECK(found->steps() >= 200);
    CHECK(found->epoch() == expected->epoch());
    CHECK(difference(found->parameters(), expected->parameters()) < tolerance);
    CHECK(difference(found->last_gradient(), expected->last_gradient()) < 100 * tolerance);
    CHECK(found->train_metrics().loss == Approx(expected->train_metrics().loss).epsilon(tolerance));
    CHECK(found->validation_metrics().loss == Approx(expected->validation_metrics().loss).epsilon(tolerance));
    CHECK(found->last_update_norm() == Approx(expected->last_update_norm()).epsilon(100 * tolerance));
}

}  // namespace

TEST_CASE("A block trains with every row as the CPU does") {
    for (const test::DeviceCase& each : test::device_cases()) {
        check_case<float>(each, block_backend(), 1e-4);
        check_case<double>(each, block_backend(), 1e-9);
    }
}

TEST_CASE("Launches over a whole device train with every row as the CPU does") {
    for (const test::DeviceCase& each : test::device_cases()) {
        check_case<float>(each, grid_backend(), 1e-4);
        check_case<double>(each, grid_backend(), 1e-9);
    }
}

TEST_CASE("A device's gradient of any parameters is the CPU's") {
    for (const test::DeviceCase& each : test::device_cases()) {
        INFO(each.name);
        const auto expected = trained<double>(each.scenario, cpu_backend(), 20);
        std::vector<double> wanted(expected->network().parameter_count()), found(wanted.size());
        const double loss = expected->evaluate_gradient(expected->parameters(), wanted);
        for (const BackendRow* row : {&block_backend(), &grid_backend()}) {
            const auto trainer = trained<double>(each.scenario, *row, 0);
            CHECK(trainer->evaluate_gradient(expected->parameters(), found) == Approx(loss).epsilon(1e-12));
            CHECK(difference<double>(found, wanted) < 1e-11);
        }
    }
}

TEST_CASE("On a device, divergence is found in the step in which the CPU finds it") {
    for (const double rate : {1.0, 10.0}) {
        Scenario scenario = test::with_points(test::device_scenario(), Task::regress, 0);
        scenario.network.layers = {dense_layer(4, "linear")};
        scenario.loss = {"mean_squared_error", {}};
        scenario.optimizer.values = {rate};
        const auto expected = trained<float>(scenario, cpu_backend(), 2000);
        REQUIRE(expected->stop_state().reason == StopReason::diverged);
        for (const BackendRow* row : {&block_backend(), &grid_backend()}) {
            const auto found = trained<float>(scenario, *row, 2000);
            CHECK(found->stop_state().reason == StopReason::diverged);
            CHECK(found->stop_state().words == expected->stop_state().words);
            CHECK(found->steps() == expected->steps());
        }
    }
}

TEST_CASE("Pictures that a device draws are the CPU's") {
    ThreadPool pool(2);
    for (const test::DeviceCase& each : test::device_cases()) {
        INFO(each.name);
        const auto trainer = trained<float>(each.scenario, cpu_backend(), 20);
        const Model model = trainer->model();
        const Window window{-2, 2, -2, 2};
        const DecisionMap expected = evaluate_decision_map(model, window, 23, 17, pool);
        const NeuronMaps neurons = evaluate_neuron_maps(model, window, 19, pool);
        const auto plane = build_plane(model, standard_selection(planes().front()), pool);
        REQUIRE(plane);
        const std::atomic<bool> go_on = false;
        const LossGrid losses = evaluate_loss_grid(model, *plane, 9, 7, pool, go_on);
        for (const BackendRow* row : {&block_backend(), &grid_backend()}) {
            const DecisionMap found = evaluate_decision_map(model, window, 23, 17, pool, false, *row);
            CHECK(difference<float>(found.values, expected.values) < 1e-5);
            const NeuronMaps found_neurons = evaluate_neuron_maps(model, window, 19, pool, *row);
            REQUIRE(found_neurons.layers.size() == neurons.layers.size());
            for (std::size_t layer = 0; layer < neurons.layers.size(); ++layer)
                for (std::size_t unit = 0; unit < neurons.layers[layer].size(); ++unit)
                    CHECK(difference<float>(found_neurons.layers[layer][unit], neurons.layers[layer][unit]) < 1e-5);
            const LossGrid found_losses = evaluate_loss_grid(model, *plane, 9, 7, pool, go_on, *row);
            CHECK(difference<float>(found_losses.values, losses.values) < 1e-5);
        }
    }
}
