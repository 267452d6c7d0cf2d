#include "engine/io/scenario_json.hpp"

#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/io/files.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/train/scenario_numbers.hpp"
#include "tests/catch.hpp"
#include "tests/io/temporary_folder.hpp"
#include "tests/layer_cases.hpp"
#include "tests/random_scenario.hpp"

using namespace ravine;

namespace {

Scenario scenario_of(std::string_view text) {
    const Result<Scenario> scenario = scenario_from_json(text, "s.json");
    if (!scenario) FAIL(scenario.error().message());
    return *scenario;
}

std::string scenario_error(std::string_view text) {
    const Result<Scenario> scenario = scenario_from_json(text, "s.json");
    REQUIRE(!scenario);
    CHECK(scenario.error().fault == Fault::input);
    return scenario.error().message();
}

constexpr std::string_view example = R"({
  "task": "classify",
  "data": { "generator": "spiral", "points": 400, "noise": 0.2, "seed": 3, "validation": 0.25 },
  "standardize": true,
  "features": ["x1", "sin_x1"],
  "network": { "layers": [ {"type": "dense", "units": 5, "activation": "relu", "initializer": "he_normal"},
                           {"type": "dense", "units": 4, "activation": {"type": "tanh"},
                            "initializer": {"type": "normal", "deviation": 0.5}} ] },
  "loss": {"type": "categorical_cross_entropy"},
  "regularization": {"l1": 0, "l2": 0.001},
  "optimizer": {"type": "adam", "learning_rate": 0.02, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-7},
  "schedule": {"type": "cosine", "period": 150},
  "batch_size": 16, "shuffle": false, "seed": 18446744073709551615,
  "stop": {"epochs": 1000, "patience": 40, "target_loss": 0.02}
})";

}  // namespace

TEST_CASE("every key of the format is read") {
    const Scenario scenario = scenario_of(example);
    CHECK(scenario.task == Task::classify);
    const auto& source = std::get<GeneratorSource>(scenario.data.source);
    CHECK(source.generator.id == "spiral");
    CHECK(source.points == 400);
    CHECK(source.noise == 0.2);
    CHECK(source.seed == 3);
    CHECK(scenario.data.split_seed == 3);  // one seed for points and split, unless there is a "split_seed"
    CHECK(scenario.data.validation == 0.25);
    CHECK(scenario.standardize);
    CHECK(scenario.features == std::vector<std::string>{"x1", "sin_x1"});
    REQUIRE(scenario.network.layers.size() == 2);
    CHECK(scenario.network.layers[0] == dense_layer(5, "relu", "he_normal"));
    CHECK(scenario.network.layers[1].layer.values == std::vector<double>{4});
    CHECK(scenario.network.layers[1].initializer == Selection{"normal", {0.5}});
    CHECK(scenario.loss.id == "categorical_cross_entropy");
    CHECK(scenario.regularization == Regularization{0, 0.001});
    CHECK(scenario.optimizer.id == "adam");
    const OptimizerRow& adam = *find_row(optimizers(), "adam");
    for (const auto& [key, value] :
         {std::pair{"learning_rate", 0.02}, {"beta1", 0.8}, {"beta2", 0.99}, {"epsilon", 1e-7}})
        CHECK(scenario.optimizer.values[static_cast<std::size_t>(index_of_setting(adam.settings, key))] == value);
    CHECK(scenario.schedule.id == "cosine");
    CHECK(scenario.schedule.values[0] == 150);
    CHECK(scenario.batch_size == 16);
    CHECK(!scenario.shuffle);
    CHECK(scenario.seed == 18446744073709551615u);
    CHECK(scenario.stop == StopRule{1000, 40, 0.02});
}

TEST_CASE("keys that are missing have documented values") {
    Scenario standard = standard_scenario();
    standard.title = standard.description = "";
    standard.features = {"x1", "x2"};
    CHECK(scenario_of("{}") == standard);

    const Scenario curve = scenario_of(R"({"task": "curve"})");
    CHECK(curve.features == std::vector<std::string>{"x1"});
    CHECK(curve.loss.id == "mean_squared_error");
    CHECK(find_row(generators(), std::get<GeneratorSource>(curve.data.source).generator.id)->task == Task::curve);

    CHECK(scenario_of(R"({"data": {"csv": "points.csv"}})").loss.id == "categorical_cross_entropy");
    CHECK(scenario_of(R"({"stop": {}})").stop == StopRule{});
    CHECK(scenario_of(R"({"stop": {"epochs": null, "patience": 3}})").stop == StopRule{{}, 3, {}});
}

TEST_CASE("what training does to the points, and where it starts, are read") {
    const Scenario scenario = scenario_of(R"({
        "input_noise": {"type": "laplacian", "deviation": 0.25},
        "augmentation": {"rotation": 15, "reflection": "vertical"},
        "network": {"layers": []}, "initial_parameters": [3, -2, 1],
        "batch_size": "all", "ensemble": {"members": 5, "bootstrap": true}})");
    CHECK(scenario.input_noise == Selection{"laplacian", {0.25}});
    CHECK(scenario.augmentation == Augmentation{2, 0, 15, 0});
    CHECK(scenario.initial_parameters == std::vector<double>{3, -2, 1});
    CHECK(scenario.batch_size == full_batch);
    CHECK(scenario.ensemble == Ensemble{5, true});
    CHECK(scenario_of(scenario_to_json(scenario)) == scenario);
    CHECK(scenario_of(R"({"input_noise": "gaussian"})").input_noise == Selection{"gaussian", {0.1}});

    CHECK(scenario_error(R"({"batch_size": "some"})") ==
          "s.json:1: batch_size: must be a number, is the text 'some'; give a whole number from 1 to 100000, or 'all'");
    CHECK(scenario_error(R"({"augmentation": {"rotation": 200}})") ==
          "s.json:1: augmentation.rotation: 200 is out of range; give a number from 0 to 180");
    CHECK(scenario_error(R"({"augmentation": {"turn": 2}})") ==
          "s.json:1: augmentation.turn: unknown key 'turn'; known: reflection, scaling, rotation, jitter");
    CHECK(
        scenario_error(R"({"task": "curve", "augmentation": {"rotation": 15}})") ==
        "s.json:1: augmentation.rotation: 'rotation' moves points of the plane, and a curve's y would not follow; for "
        "a curve: jitter");
    CHECK(scenario_error(R"({"initial_parameters": [1, "a"]})") ==
          "s.json:1: initial_parameters[1]: must be a number, is the text 'a'");
    CHECK(scenario_error(R"({"ensemble": {"members": 0}})") ==
          "s.json:1: ensemble.members: 0 is out of range; give a whole number from 1 to 50");
}

TEST_CASE("points are read in their order, with their splits") {
    const Scenario scenario =
        scenario_of(R"({"data": {"points": [[1, 2, 0], [3, -4.5, 1, "validation"], [0, 0, 1, "train"]],
                                                "classes": 3, "validation": 0}})");
    const auto& source = std::get<PointsSource>(scenario.data.source);
    CHECK(source.points == std::vector<Point>{{1, 2, 0}, {3, -4.5, 1}, {0, 0, 1}});
    CHECK(source.splits == std::vector<std::optional<Split>>{{}, Split::validation, Split::train});
    CHECK(source.classes == 3);
    CHECK(scenario.data.validation == 0);

    const Scenario curve = scenario_of(R"({"task": "curve", "data": {"points": [[1, 2], [3, 4, "train"]]}})");
    CHECK(std::get<PointsSource>(curve.data.source).points == std::vector<Point>{{1, 0, 2}, {3, 0, 4}});
    CHECK(std::get<PointsSource>(scenario_of(R"({"data": {"points": []}})").data.source) == PointsSource{});
}

TEST_CASE("a CSV's columns may have other names") {
    const Scenario scenario =
        scenario_of(R"({"data": {"csv": "a.csv", "columns": {"x1": "length", "label": "kind"}}})");
    CHECK(std::get<CsvSource>(scenario.data.source) == CsvSource{"a.csv", {{"x1", "length"}, {"label", "kind"}}});
    CHECK(scenario_error(R"({"data": {"csv": "a.csv", "columns": {"y": "length"}}})") ==
          "s.json:1: data.columns.y: unknown key 'y'; known: x1, x2, label, split");
}

TEST_CASE("a scenario reads back as it was written") {
    CHECK(scenario_of(scenario_to_json(standard_scenario())) == standard_scenario());
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const Scenario scenario = test::random_scenario(seed);
        if (!check_scenario(scenario)) continue;
        const std::string text = scenario_to_json(scenario);
        INFO(text);
        REQUIRE(scenario_of(text) == scenario);
        REQUIRE(scenario_to_json(scenario_of(text)) == text);
    }
}

TEST_CASE("nearly all random scenarios are sound, so that the laws about them say something") {
    int sound = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) sound += check_scenario(test::random_scenario(seed)) ? 1 : 0;
    CHECK(sound > 400);
}

TEST_CASE("shipped scenarios are sound and read back as they were written") {
    for (const std::string& name : shipped_scenarios()) {
        INFO(name);
        const Result<Scenario> scenario = shipped_scenario(name);
        if (!scenario) FAIL(scenario.error().message());
        CHECK(scenario_of(scenario_to_json(*scenario)) == *scenario);
        CHECK(!scenario->title.empty());
    }
    const Result<Scenario> unknown = shipped_scenario("no such scenario");
    REQUIRE(!unknown);
    CHECK_THAT(unknown.error().message(), StartsWith("unknown scenario 'no such scenario'; known: "));
}

TEST_CASE("no generator's own setting has the name of a key of \"data\"") {
    for (const GeneratorRow& row : generators())
        for (const char* key : {"generator", "csv", "points", "noise", "seed", "split_seed", "validation"})
            CHECK(index_of_setting(row.settings, key) == -1);
}

TEST_CASE("an error says where, what, and what would be right") {
    CHECK(scenario_error(R"({"optimiser": {}, "stop": {}, "features": ["x1"]})") ==
          "s.json:1: optimiser: unknown key 'optimiser'; did you mean 'optimizer'? known: task, title, description, "
          "data, standardize, features, input_noise, augmentation, network, initial_parameters, loss, regularization, "
          "optimizer, schedule, batch_size, shuffle, seed, stop, ensemble");
    CHECK(scenario_error("{\n\"optimizer\": {\"type\": \"adm\"}}") ==
          "s.json:2: optimizer.type: unknown optimizer 'adm'; did you mean 'adam'? known: " + known_ids(optimizers()));
    CHECK(scenario_error("{\"optimizer\": {\"type\": \"sgd\",\n\n \"learning_rat\": 1}}") ==
          "s.json:3: optimizer.learning_rat: unknown key 'learning_rat'; did you mean 'learning_rate'? "
          "known: type, learning_rate");
    CHECK(
        scenario_error(R"({"network": {"layers": [{"type": "dense"}, {"type": "dense", "unit": 3}]}})")
            .starts_with("s.json:1: network.layers[1].unit: unknown key 'unit'; did you mean 'units'? known: type, "));
    CHECK(scenario_error(R"({"batch_size": "32"})") ==
          "s.json:1: batch_size: must be a number, is the text '32'; give a whole number from 1 to 100000, or 'all'");
    CHECK(scenario_error(R"({"batch_size": 0})") ==
          "s.json:1: batch_size: 0 is out of range; give a whole number from 1 to 100000, or 'all'");
    CHECK(scenario_error(R"({"batch_size": 1.5})").starts_with("s.json:1: batch_size: 1.5 is out of range"));
    CHECK(scenario_error(R"({"seed": -1})") ==
          "s.json:1: seed: must be a whole number from 0 to 18446744073709551615, is -1");
    CHECK(scenario_error(R"({"shuffle": 1})") == "s.json:1: shuffle: must be true or false, is 1");
    CHECK(scenario_error(R"({"features": ["x1", "x3"]})")
              .starts_with("s.json:1: features[1]: unknown feature 'x3'; did you"));
    CHECK(scenario_error(R"({"network": []})") == "s.json:1: network: must be an object, is a list");
    CHECK(scenario_error(R"({"network": {"layers": {}}})") == "s.json:1: network.layers: must be a list, is an object");
    CHECK(scenario_error(R"({"optimizer": {"learning_rate": 1}})") == "s.json:1: optimizer: the key 'type' is missing");
    CHECK(
        scenario_error(R"({"task": "classification"})").starts_with("s.json:1: task: unknown task 'classification'; "));
    CHECK(scenario_error("[]") == "s.json: must be an object, is a list");
}

TEST_CASE("layers inside of a block are read, written, and named in errors by their path") {
    const auto with_layers = [](const std::string& layers) {
        return "{\"network\": {\n\"layers\": [" + layers + "]}}";
    };
    Scenario scenario = standard_scenario();
    scenario.network.layers = test::layer_cases();
    CHECK(scenario_of(scenario_to_json(scenario)).network == scenario.network);
    const LayerSpecification block =
        scenario_of(
            with_layers(
                R"({"type": "residual", "layers": [{"type": "batch_norm", "activation": "relu"}, {"type": "dropout"}]})"))
            .network.layers[0];
    CHECK(block.activation.id == "linear");
    REQUIRE(block.layers.size() == 2);
    CHECK(block.layers[0].activation.id == "relu");
    CHECK(block.layers[0].layer.values == std::vector<double>{0.1, 1e-5});

    CHECK(scenario_error(
              with_layers(R"({"type": "dense"}, {"type": "residual", "layers": [{"type": "dropout", "rate": 2}]})"))
              .starts_with("s.json:2: network.layers[1].layers[0].rate: 2 is out of range"));
    CHECK(scenario_error(with_layers(R"({"type": "residual", "layers": [{"type": "dropout", "rat": 0.1}]})"))
              .starts_with("s.json:2: network.layers[0].layers[0].rat: unknown key 'rat'; did you mean 'rate'?"));
    CHECK(scenario_error(with_layers(R"({"type": "residual"})")) ==
          "s.json:2: network.layers[0]: the key 'layers' is missing");
    CHECK(scenario_error(with_layers(R"({"type": "residual", "layers": []})")) ==
          "s.json:2: network.layers[0].layers: a block without layers changes nothing; give at least one layer");
    CHECK(scenario_error(with_layers(R"({"type": "maxout", "activation": "tanh"})"))
              .starts_with("s.json:2: network.layers[0].activation: unknown key 'activation'"));
    std::string deep = R"({"type": "dense"})";
    for (int i = 0; i <= most_nested_blocks; ++i) deep = R"({"type": "residual", "layers": [)" + deep + "]}";
    CHECK_THAT(scenario_error(with_layers(deep)), contains_text("blocks lie more than 8 deep inside each other"));
}

TEST_CASE("errors in points name the point") {
    const auto data_error = [](const std::string& points) {
        return scenario_error("{\"data\": {\"points\": " + points + "}}");
    };
    CHECK(data_error("[[1, 2, 0], [1, 2]]") ==
          "s.json:1: data.points[1]: must be a point, is a list; give [x1, x2, label] or "
          "[x1, x2, label, \"validation\"]");
    CHECK(data_error("[[1, null, 0]]") == "s.json:1: data.points[0][1]: must be a number, is null");
    CHECK(data_error("[[1, 2, 0.5]]") ==
          "s.json:1: data.points[0][2]: 0.5 is no class; give a whole number from 0 to 9");
    CHECK(data_error("[[1, 2, 0, \"test\"]]") ==
          "s.json:1: data.points[0][3]: unknown split 'test'; known: train, validation");
    CHECK(scenario_error(R"({"data": {"csv": "a.csv", "generator": "xor"}})") ==
          "s.json:1: data: has more than one source of points; give a generator, or a csv, or a list of points");
}

TEST_CASE("errors that need the whole scenario have file, line and key path, too") {
    CHECK(scenario_error("{\"task\": \"curve\",\n\"data\": {\"generator\": \"spiral\"}}")
              .starts_with("s.json:2: data.generator: 'spiral' makes points for the task 'classify'"));
}

TEST_CASE("text that is no JSON names line and column") {
    CHECK(scenario_error("{\n  \"task\": classify\n}").starts_with("s.json:2:11: is not JSON: syntax error"));
    CHECK(scenario_error("").starts_with("s.json:1:1: is not JSON: "));
    CHECK(scenario_error("{} {}").starts_with("s.json:1:4: is not JSON: "));
    CHECK_THAT(scenario_error("{\"seed\": 1e999}"), contains_text("number overflow"));
    CHECK(scenario_error("{\"seed\": 1,\n \"seed\": 2}") == "s.json:2: seed: the key is there twice; first in line 1");
    CHECK_THAT(scenario_error(std::string(1000, '[')), contains_text("nested too deep"));
    CHECK(scenario_error("\"" + std::string(10'000'000, 'a')).size() < 300);
}

TEST_CASE("a file's error names the file") {
    const test::TemporaryFolder folder;
    REQUIRE(write_file(folder / "a.json", "{\"sed\": 1}"));
    CHECK(read_scenario(folder / "a.json").error().where == folder / "a.json:1: sed");
    CHECK(read_scenario(folder / "b.json").error().where == folder / "b.json");
}

TEST_CASE("the plain numbers are written under the paths that their rows name") {
    Scenario scenario = standard_scenario();
    for (const ScenarioNumberRow& row : scenario_numbers()) {
        INFO(row.path());
        const double value = row.setting->standard;
        const Result<Scenario> changed = with_setting(scenario, row.path() + "=" + format_setting(*row.setting, value));
        if (!changed) FAIL(changed.error().message());
        CHECK(row.get(*changed) == value);
        CHECK(!with_setting(scenario, row.path() + "=1e12"));
    }
}
