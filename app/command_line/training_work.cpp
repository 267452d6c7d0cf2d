#include "app/command_line/training_work.hpp"

#include "engine/core/subnormals.hpp"
#include "engine/core/table.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

Scenario scenario_of(const TrainingWork& work) {
    Scenario scenario = standard_scenario();
    std::get<GeneratorSource>(scenario.data.source).points = work.points;
    scenario.data.validation = 0;
    scenario.features = {"x1", "x2"};
    scenario.network.layers.clear();
    for (const int units : work.hidden)
        scenario.network.layers.push_back(dense_layer(units, std::string(work.activation)));
    scenario.loss = standard_selection(*find_row(losses(), work.loss));
    scenario.optimizer = standard_selection(*find_row(optimizers(), work.optimizer));
    scenario.batch_size = work.batch;
    scenario.stop = {};
    return scenario;
}

Result<RunningWork> RunningWork::begin(const Scenario& scenario, int threads, BackendChoice backend) {
    auto trainer = Trainer<float>::create(scenario, ".", Machine(std::make_shared<ThreadPool>(threads), backend));
    if (!trainer) return trainer.error();
    return RunningWork{std::move(*trainer)};
}

double RunningWork::train_epoch() const {
    const Subnormals subnormals(true);
    const std::uint64_t before = trainer->samples_seen();
    for (int step = trainer->steps_per_epoch(); step > 0; --step) trainer->step(0);
    if (const StopState& stop = trainer->stop_state(); stop.reason == StopReason::failed)
        throw BackendFailure(stop.words);
    return double(trainer->samples_seen() - before);
}

}  // namespace ravine
