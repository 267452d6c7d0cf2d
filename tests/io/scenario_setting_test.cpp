#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/io/scenario_json.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// The standard scenario after all these assignments.
Scenario set(std::initializer_list<const char*> assignments) {
    Scenario scenario = standard_scenario();
    for (const char* assignment : assignments) {
        const Result<Scenario> changed = with_setting(scenario, assignment);
        if (!changed) FAIL(changed.error().message());
        scenario = *changed;
    }
    return scenario;
}

std::string assignment_error(const char* assignment) {
    const Result<Scenario> changed = with_setting(standard_scenario(), assignment);
    REQUIRE(!changed);
    return changed.error().message();
}

}  // namespace

TEST_CASE("an assignment changes its key and no other") {
    Scenario expected = standard_scenario();
    expected.optimizer.values[0] = 0.125;
    CHECK(set({"optimizer.learning_rate=0.125"}) == expected);

    expected = standard_scenario();
    expected.network.layers[1] = dense_layer(3, "relu");
    CHECK(set({"network.layers.1.units=3", "network.layers[1].activation=relu"}) == expected);

    expected = standard_scenario();
    expected.stop.patience = 5;
    CHECK(set({"stop.patience=5"}) == expected);
    CHECK(set({"stop.patience=5", "stop.patience=null"}) == standard_scenario());

    expected = standard_scenario();
    expected.features = {"x2"};
    CHECK(set({"features=[\"x2\"]"}) == expected);

    expected = standard_scenario();
    expected.batch_size = full_batch;
    expected.augmentation.jitter = 0.5;
    expected.input_noise = {"gaussian", {0.3}};
    CHECK(set({"batch_size=all", "augmentation.jitter=0.5", "input_noise=gaussian", "input_noise.deviation=0.3"}) ==
          expected);

    expected = standard_scenario();
    expected.title = "a=b";
    CHECK(set({"title=a=b"}) == expected);

    expected = standard_scenario();
    expected.network.layers[0].initializer = {"normal", {0.5}};
    CHECK(set({"network.layers.0.initializer=normal", "network.layers.0.initializer.deviation=0.5"}) == expected);
}

TEST_CASE("every setting of every optimizer can be set by its key") {
    for (const OptimizerRow& row : optimizers())
        for (std::size_t i = 0; i < row.settings.size(); ++i) {
            const Setting& setting = row.settings[i];
            const std::string type = "optimizer.type=" + std::string(row.id);
            const std::string value =
                "optimizer." + std::string(setting.key) + "=" + format_setting(setting, setting.most);
            INFO(value);
            CHECK(set({type.c_str(), value.c_str()}).optimizer.values[i] == setting.most);
        }
}

TEST_CASE("another row keeps the settings that it shares with the one before") {
    const Scenario scenario = set({"optimizer.learning_rate=0.25", "optimizer.type=sgd"});
    CHECK(scenario.optimizer == Selection{"sgd", {0.25}});
}

TEST_CASE("a learning rate is not kept between first-order and second-order optimizers") {
    CHECK(set({"optimizer.learning_rate=0.25", "optimizer.type=newton"}).optimizer.values[0] == 1);
    CHECK(set({"optimizer.type=lbfgs", "optimizer.learning_rate=0.25", "optimizer.type=gauss_newton"})
              .optimizer.values[0] == 0.25);
    CHECK(set({"optimizer.type=lbfgs", "optimizer.type=sgd"}).optimizer == Selection{"sgd", {0.1}});
}

TEST_CASE("another source of points replaces the one before") {
    const Scenario generated = set({"data.points=77", "data.generator=moons"});
    CHECK(std::get<GeneratorSource>(generated.data.source).generator.id == "moons");
    CHECK(std::get<GeneratorSource>(generated.data.source).points == 77);
    const Scenario csv = set({"data.validation=0.5", "data.csv=folder/points.csv"});
    CHECK(std::get<CsvSource>(csv.data.source).path == "folder/points.csv");
    CHECK(csv.data.validation == 0.5);
    const Scenario listed = set({"data.csv=a.csv", "data.points=[[1, 2, 0]]"});
    CHECK(std::get<PointsSource>(listed.data.source).points == std::vector<Point>{{1, 2, 0}});
    CHECK(std::holds_alternative<GeneratorSource>(set({"data.points=[[1, 2, 0]]", "data.generator=xor"}).data.source));
}

TEST_CASE("several assignments may pass through a state that does not fit together") {
    const Scenario scenario =
        set({"task=regress", "data.generator=plane", "loss.type=mean_squared_error", "features=[\"x1\"]"});
    CHECK(scenario.task == Task::regress);
    CHECK(check_scenario(scenario));
}

TEST_CASE("an assignment that does not fit says what would") {
    CHECK(assignment_error("optimizer.learning_rat=1")
              .starts_with("optimizer.learning_rat: unknown key 'learning_rat'; did you "
                           "mean 'learning_rate'? known: type, learning_rate, "));
    CHECK(assignment_error("optimiser.type=sgd")
              .starts_with("optimiser: unknown key 'optimiser'; did you mean 'optimizer'?"));
    CHECK(assignment_error("optimizer.type=adm")
              .starts_with("optimizer.type: unknown optimizer 'adm'; did you mean 'adam'?"));
    CHECK(assignment_error("batch_size=many") ==
          "batch_size: must be a number, is the text 'many'; give a whole number from 1 to 100000, or 'all'");
    CHECK(assignment_error("batch_size=0") ==
          "batch_size: 0 is out of range; give a whole number from 1 to 100000, or 'all'");
    CHECK(assignment_error("network.layers.2.units=4") ==
          "network.layers: has 2 entries, none is '2'; give a number from 0 to 1");
    CHECK(assignment_error("network.layers.units=4") ==
          "network.layers: has 2 entries, none is 'units'; give a number from 0 to 1");
    CHECK(assignment_error("seed.value=4") == "seed: has no key 'value'");
    CHECK(assignment_error("network.layers.0.activation.slope=4") ==
          "network.layers[0].activation.slope: unknown key 'slope'; known: type");
    for (const char* nothing : {"batch_size", "", "=3"})
        CHECK_THAT(assignment_error(nothing), contains_text("sets nothing; write key.path=value"));
}
