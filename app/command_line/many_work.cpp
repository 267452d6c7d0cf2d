#include "app/command_line/many_work.hpp"

#include <memory>
#include <vector>

#include "app/command_line/training_work.hpp"
#include "engine/lab/train_many.hpp"

namespace ravine {

Scenario scenario_of_many() {
    Scenario scenario = scenario_of({"", {8, 8}, "tanh", "categorical_cross_entropy", "adam", 20, 200, 1});
    scenario.stop.epochs = 200;
    return scenario;
}

std::function<double()> train_many_work(std::size_t networks, const Machine& machine) {
    std::vector<TrainingJob> jobs;
    Scenario scenario = scenario_of_many();
    for (scenario.seed = 0; scenario.seed < networks; ++scenario.seed)
        jobs.push_back({std::make_shared<const Scenario>(scenario), "."});
    return [jobs, machine] {
        std::size_t trained = 0;
        train_many({jobs, [&](std::size_t, const TrainedNetwork&) { ++trained; }}, machine).value();
        return double(trained);
    };
}

}  // namespace ravine
