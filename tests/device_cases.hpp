#pragma once
// Small scenarios that together train with every row that a device's code has: what two back ends are compared on.

#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/input_noises.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/train/scenario.hpp"
#include "tests/layer_cases.hpp"

namespace ravine::test {

struct DeviceCase {
    std::string name;
    Scenario scenario;
};

/// 96 points, 72 of which train, in batches of 16: the last one of an epoch has 8.
inline Scenario device_scenario() {
    Scenario scenario = standard_scenario();
    scenario.data = {GeneratorSource{standard_selection(*find_row(generators(), "circle")), 96, 0.1, 1}, 0.25, 1};
    scenario.features = {"x1", "x2"};
    scenario.network.layers = {dense_layer(7), dense_layer(5)};
    scenario.batch_size = 16;
    scenario.optimizer = {"sgd", {0.05}};
    return scenario;
}

/// The same points with a label each, or a number.
inline Scenario with_points(Scenario scenario, Task task, int classes) {
    PointsSource source;
    for (int i = 0; i < 96; ++i) {
        const double x1 = i % 7 - 3.0, x2 = i % 5 - 2.0;
        source.points.push_back({x1 / 2, x2 / 2, task == Task::classify ? i % classes : (x1 - x2) / 3});
    }
    scenario.task = task;
    scenario.data = {source, 0.25, 1};
    return scenario;
}

inline void add_losses(std::vector<DeviceCase>& cases) {
    for (const LossRow& row : losses())
        for (const int classes : {0, 2, 3}) {
            const Task task = classes == 0 ? Task::regress : Task::classify;
            if (!row.fits(task, classes)) continue;
            Scenario scenario = with_points(device_scenario(), task, classes);
            scenario.loss = standard_selection(row);
            cases.push_back({"loss " + std::string(row.id) + ", " + std::to_string(classes) + " classes", scenario});
        }
}

inline void add_layers(std::vector<DeviceCase>& cases) {
    for (const LayerSpecification& layer : layer_cases()) {
        Scenario scenario = device_scenario();
        scenario.network.layers = {dense_layer(3, "gelu"), layer, dense_layer(4)};
        cases.push_back({"layer " + layer.layer.id, scenario});
        scenario.network.layers = {layer};
        scenario.data.validation = 0.24;  // the last batch has one sample
        cases.push_back({"first layer " + layer.layer.id, scenario});
    }
}

inline void add_rules(std::vector<DeviceCase>& cases) {
    const auto add = [&cases](const std::string& name, const auto& change) {
        Scenario scenario = device_scenario();
        change(scenario);
        cases.push_back({name, scenario});
    };
    add("penalties", [](Scenario& s) { s.regularization.l1 = s.regularization.l2 = 0.01; });
    add("decay of weights", [](Scenario& s) { s.regularization.decoupled_weight_decay = 0.1; });
    add("bound on norms", [](Scenario& s) { s.regularization.max_norm = 0.7; });
    add("augmentation", [](Scenario& s) { s.augmentation.rotation = 20; });
    add("schedule", [](Scenario& s) { s.schedule = {"step_decay", {2, 0.5}}; });
    add("all points at once", [](Scenario& s) { s.batch_size = full_batch; });
    add("one point at a time", [](Scenario& s) { s.batch_size = 1; });
    for (const InputNoiseRow& row : input_noises())
        add("input noise " + std::string(row.id), [&](Scenario& s) { s.input_noise = standard_selection(row); });
}

inline std::vector<DeviceCase> device_cases() {
    std::vector<DeviceCase> cases;
    for (const OptimizerRow& row : optimizers()) {
        Scenario scenario = device_scenario();
        scenario.optimizer = standard_selection(row);
        cases.push_back({"optimizer " + std::string(row.id), scenario});
    }
    for (const ActivationRow& row : activations()) {
        Scenario scenario = device_scenario();
        for (LayerSpecification& layer : scenario.network.layers) layer.activation = standard_selection(row);
        cases.push_back({"activation " + std::string(row.id), scenario});
    }
    add_losses(cases);
    add_layers(cases);
    add_rules(cases);
    return cases;
}

}  // namespace ravine::test
