#pragma once
// What the tests of the session share: scenarios, and waiting for what should come.

#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/session/session.hpp"
#include "tests/catch.hpp"

namespace ravine {

/// Long enough for the thread sanitizer on a busy machine; nothing waits for it to pass.
inline constexpr double patience = 60;

inline bool has_event(const std::vector<Event>& events, Event::Kind kind, const std::string& part) {
    for (const Event& event : events)
        if (event.kind == kind && event.words.find(part) != std::string::npos) return true;
    return false;
}

inline std::shared_ptr<const Snapshot> send_and_wait(Session& session, CommandPayload payload) {
    auto snapshot = session.wait_for(session.send(std::move(payload)), patience);
    REQUIRE(snapshot);
    return snapshot;
}

inline std::shared_ptr<const Snapshot> wait_for_state(Session& session, RunState state) {
    auto snapshot = session.wait_for([state](const Snapshot& now) { return now.run_state == state; }, patience);
    REQUIRE(snapshot);
    return snapshot;
}

inline std::shared_ptr<const Snapshot> wait_for_step(Session& session, std::uint64_t step) {
    auto snapshot = session.wait_for([step](const Snapshot& now) { return now.model.step >= step; }, patience);
    REQUIRE(snapshot);
    return snapshot;
}

inline Scenario session_scenario() {
    Scenario scenario = standard_scenario();
    std::get<GeneratorSource>(scenario.data.source).points = 100;
    scenario.batch_size = 10;
    return scenario;
}

inline Scenario scenario_of_epochs(int epochs) {
    Scenario scenario = session_scenario();
    scenario.stop.epochs = epochs;
    return scenario;
}

/// Trained to its end on one thread.
inline std::vector<float> parameters_alone(const Scenario& scenario) {
    auto trainer = Trainer<float>::create(scenario, ".", std::make_shared<ThreadPool>(1)).value();
    while (trainer->step(0)) continue;
    return {trainer->parameters().begin(), trainer->parameters().end()};
}

/// A linear model on a slope, with a learning rate that makes every step a hundred times as long as the one before.
inline Scenario diverging_session_scenario() {
    Scenario scenario = standard_scenario();
    scenario.task = Task::regress;
    scenario.data.source = GeneratorSource{standard_selection(*find_row(generators(), "plane")), 100, 0, 1};
    scenario.features = {"x1", "x2"};
    scenario.network.layers.clear();
    scenario.loss = standard_selection(*find_row(losses(), "mean_squared_error"));
    scenario.optimizer = {"sgd", {10}};
    scenario.batch_size = 10;
    return scenario;
}

/// About two million parameters: one pass of all points takes a good part of a second.
inline Scenario big_scenario() {
    Scenario scenario = standard_scenario();
    scenario.network.layers = {dense_layer(1000), dense_layer(1000), dense_layer(1000)};
    return scenario;
}

inline command::SetView everything(int size) {
    command::SetView view;
    view.boundary_columns = view.boundary_rows = size;
    view.neuron_map_size = size / 4;
    view.layers = true;
    view.surface_size = size / 2;
    return view;
}

}  // namespace ravine
