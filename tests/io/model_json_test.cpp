#include "engine/io/model_json.hpp"

#include <bit>
#include <limits>

#include "engine/io/json_text.hpp"
#include "engine/io/scenario_json.hpp"
#include "tests/catch.hpp"
#include "tests/layer_cases.hpp"
#include "tests/random_scenario.hpp"

using namespace ravine;

namespace {

Model model_of(const std::string& text) {
    const Result<Model> model = model_from_json(text, "m.ravine");
    if (!model) FAIL(model.error().message());
    return *model;
}

std::string written(const Model& model) {
    const Result<std::string> text = model_to_json(model);
    if (!text) FAIL(text.error().message());
    return *text;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
        return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
    });
}

Model small_model() { return test::untrained_model(test::random_small_scenario(1)); }

Model with_parameters(Model model, std::vector<float> parameters) {
    model.parameters = std::make_shared<const std::vector<float>>(std::move(parameters));
    return model;
}

/// The small model's text with one value replaced, and the error that reading it gives.
std::string error_with(const std::string& pointer, const Json& value) {
    Json root = parse_json(written(small_model()), "")->root;
    root[Json::json_pointer(pointer)] = value;
    const Result<Model> model = model_from_json(root.dump(), "m.ravine");
    REQUIRE(!model);
    CHECK(model.error().fault == Fault::input);
    return model.error().message();
}

}  // namespace

TEST_CASE("a saved model reads back the same") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        INFO(seed);
        const Model model = test::untrained_model(test::random_small_scenario(seed));
        const Model back = model_of(written(model));
        REQUIRE(*back.scenario == *model.scenario);
        REQUIRE(back.data->task == model.data->task);
        REQUIRE(back.data->classes == model.data->classes);
        REQUIRE(back.data->points == model.data->points);
        REQUIRE(back.data->splits == model.data->splits);
        REQUIRE(back.data->class_names == model.data->class_names);
        REQUIRE(back.inputs.mean == model.inputs.mean);
        REQUIRE(back.inputs.deviation == model.inputs.deviation);
        REQUIRE(back.inputs.rows == model.inputs.rows);
        REQUIRE(same_bits(*back.parameters, *model.parameters));
        REQUIRE(back.path.size() == model.path.size());
        for (std::size_t i = 0; i < model.path.size(); ++i) {
            REQUIRE(back.path[i].step == model.path[i].step);
            REQUIRE(same_bits(*back.path[i].parameters, *model.path[i].parameters));
        }
        REQUIRE(back.epoch == model.epoch);
        REQUIRE(back.step == model.step);
        ThreadPool pool(1);
        REQUIRE(predict(back, model.data->points, pool) == predict(model, model.data->points, pool));
    }
}

TEST_CASE("the names of classes are kept, one for each") {
    const Result<Scenario> scenario = shipped_scenario("iris");
    REQUIRE(scenario);
    const Model model = test::untrained_model(*scenario);
    REQUIRE(model.data->class_names.size() == 3);
    CHECK(model_of(written(model)).data->class_names == model.data->class_names);
    Json root = parse_json(written(model), "")->root;
    root["data"]["class_names"].erase(2);
    const Result<Model> unnamed = model_from_json(root.dump(), "m.ravine");
    REQUIRE(!unnamed);
    CHECK_THAT(unnamed.error().message(), contains_text("data.class_names: are 2 names; give 3"));
}

TEST_CASE("every float reads back to the same bits") {
    using Limits = std::numeric_limits<float>;
    Model model = small_model();
    std::vector<float> values = *model.parameters;
    const std::vector<float> special = {0.0f,
                                        -0.0f,
                                        Limits::min(),
                                        Limits::denorm_min(),
                                        Limits::max(),
                                        Limits::lowest(),
                                        -Limits::denorm_min(),
                                        0.1f,
                                        16777216.0f,
                                        1e15f,
                                        1 / 3.0f};
    REQUIRE(values.size() >= special.size());
    std::copy(special.begin(), special.end(), values.begin());
    CHECK(same_bits(*model_of(written(with_parameters(model, values))).parameters, values));

    RandomStream random(1, RandomPurpose::points);
    for (int round = 0; round < 300; ++round) {
        for (float& value : values) {
            value = std::bit_cast<float>(random.bits());
            if (!std::isfinite(value)) value = 1;
            REQUIRE(static_cast<float>(shortest_double(value)) == value);
        }
        model.path.clear();
        REQUIRE(same_bits(*model_of(written(with_parameters(model, values))).parameters, values));
    }
}

TEST_CASE("floats are written as short as they can be") {
    CHECK(format_json(Json::array({shortest_double(0.1f), shortest_double(16777216.0f), shortest_double(1e-7f)})) ==
          "[0.1, 16777216, 1e-07]\n");
}

TEST_CASE("a model that is not finite is refused") {
    std::vector<float> values = *small_model().parameters;
    values.back() = std::numeric_limits<float>::quiet_NaN();
    const Result<std::string> text = model_to_json(with_parameters(small_model(), values));
    REQUIRE(!text);
    CHECK_THAT(text.error().message(), StartsWith("the network has diverged: bias ["));
}

TEST_CASE("a long path is thinned, with its first and last point") {
    Model model = small_model();
    const PathPoint point = model.path.front();
    model.path.clear();
    for (std::uint64_t step = 0; step < 1000; ++step) model.path.push_back({step, point.parameters});
    const Model back = model_of(written(model));
    CHECK(back.path.size() == 64);
    CHECK(back.path.front().step == 0);
    CHECK(back.path.back().step == 999);
    CHECK(back.path[32].step == 32 * 999 / 63);
}

TEST_CASE("points of a path that are not finite are left out") {
    Model model = small_model();
    std::vector<float> bad = *model.parameters;
    bad[0] = std::numeric_limits<float>::infinity();
    model.path[2].parameters = std::make_shared<const std::vector<float>>(bad);
    CHECK(model_of(written(model)).path.size() == model.path.size() - 1);
}

TEST_CASE("a model brings what its layers remember, and no variance below 0") {
    Scenario scenario = test::random_small_scenario(1);
    scenario.network.layers = test::layer_cases();
    const Model model = test::untrained_model(scenario);
    const Model back = model_of(written(model));
    CHECK(back.network->buffer_count() > 0);
    CHECK(same_bits(*back.parameters, *model.parameters));
    ThreadPool pool(1);
    CHECK(predict(back, model.data->points, pool) == predict(model, model.data->points, pool));
    std::vector<float> values = *model.parameters;
    values.back() = -1;
    const auto refused = model_from_json(written(with_parameters(model, values)), "m.ravine");
    REQUIRE(!refused);
    CHECK_THAT(refused.error().message(),
               contains_text("parameters[" + std::to_string(values.size() - 1) + "]: is -1"));
}

TEST_CASE("a broken model names the key that is wrong") {
    CHECK(error_with("/format", "something") ==
          "m.ravine: is no saved model; its \"format\" would be \"ravine model\"");
    CHECK(error_with("/version", 2) == "m.ravine:1: version: is 2; this program reads version 1");
    CHECK_THAT(error_with("/parameters/2", nullptr),
               StartsWith("m.ravine:1: parameters[2]: must be a number that a float can hold, is null"));
    CHECK_THAT(error_with("/parameters/2", 1e300), contains_text("a number that a float can hold, is 1e+300"));
    CHECK_THAT(error_with("/parameters", Json::array({1, 2})),
               StartsWith("m.ravine:1: parameters: has 2 numbers; the network of this scenario has "));
    CHECK_THAT(error_with("/parameters", 1), StartsWith("m.ravine:1: parameters: is no list; "));
    CHECK_THAT(error_with("/path/1/parameters", Json::array()), StartsWith("m.ravine:1: path[1].parameters: has 0"));
    CHECK_THAT(error_with("/scenario/optimizer/type", "adm"), contains_text("scenario.optimizer.type: unknown optim"));
    CHECK_THAT(error_with("/scenario/features", Json::array({"x1", "x1"})), contains_text("scenario.features[1]: "));
    CHECK_THAT(error_with("/input/mean", Json::array({1})), StartsWith("m.ravine:1: input.mean: has 1 numbers"));
    CHECK_THAT(error_with("/input/deviation/0", 0), StartsWith("m.ravine:1: input.deviation: 0 is not above 0"));
    CHECK_THAT(error_with("/wheight", 1), StartsWith("m.ravine:1: wheight: unknown key 'wheight'; "));
    CHECK_THAT(error_with("/epoch", -1), StartsWith("m.ravine:1: epoch: must be a whole number"));
    CHECK_THAT(model_from_json("{}", "m.ravine").error().message(), StartsWith("m.ravine: is no saved model"));
}
