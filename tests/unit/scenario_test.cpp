#include "engine/train/scenario.hpp"

#include <functional>
#include <limits>

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("the standard scenario is sound") { CHECK(check_scenario(standard_scenario())); }

TEST_CASE("every wrong choice is named by its key path") {
    struct Wrong {
        std::string_view where;
        std::function<void(Scenario&)> spoil;
    };
    const std::vector<Wrong> all = {
        {"optimizer.beta1", [](Scenario& s) { s.optimizer.values[1] = 1.5; }},
        {"optimizer.learning_rate",
         [](Scenario& s) { s.optimizer.values[0] = std::numeric_limits<double>::quiet_NaN(); }},
        {"optimizer", [](Scenario& s) { s.optimizer.id = "adm"; }},
        {"schedule", [](Scenario& s) { s.schedule.id = "linear"; }},
        {"loss", [](Scenario& s) { s.loss.id = "hinge"; }},
        {"network.layers[1].units", [](Scenario& s) { s.network.layers[1].layer.values[0] = 2.5; }},
        {"network.layers[0].initializer", [](Scenario& s) { s.network.layers[0].initializer.id = "ones"; }},
        {"features[1]", [](Scenario& s) { s.features[1] = "x3"; }},
        {"features", [](Scenario& s) { s.features.clear(); }},
        {"batch_size", [](Scenario& s) { s.batch_size = -1; }},
        {"regularization.l2", [](Scenario& s) { s.regularization.l2 = -1; }},
        {"data.validation", [](Scenario& s) { s.data.validation = 1; }},
        {"data.points", [](Scenario& s) { std::get<GeneratorSource>(s.data.source).points = 0; }},
        {"data.noise", [](Scenario& s) { std::get<GeneratorSource>(s.data.source).noise = -0.1; }},
        {"data.generator", [](Scenario& s) { s.task = Task::regress; }},
        {"stop.patience", [](Scenario& s) { s.stop.patience = 0; }},
        {"stop.epochs", [](Scenario& s) { s.stop.epochs = -1; }},
    };
    for (const Wrong& wrong : all) {
        INFO(wrong.where);
        Scenario scenario = standard_scenario();
        wrong.spoil(scenario);
        const Status status = check_scenario(scenario);
        REQUIRE_FALSE(status);
        CHECK(status.error().where == wrong.where);
        CHECK(status.error().fault == Fault::input);
    }
}
