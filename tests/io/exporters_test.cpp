#include "engine/io/exporters.hpp"

#include <onnx/onnx_pb.h>

#include <filesystem>
#include <limits>

#include "engine/core/read_file.hpp"
#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/io/json_text.hpp"
#include "engine/network/activations.hpp"
#include "tests/catch.hpp"
#include "tests/io/onnx_evaluator.hpp"
#include "tests/io/temporary_folder.hpp"
#include "tests/layer_cases.hpp"
#include "tests/random_scenario.hpp"

using namespace ravine;

namespace {

/// The same model, with one parameter replaced.
Model with_parameter(Model model, std::size_t index, float value) {
    std::vector<float> parameters = *model.parameters;
    parameters[index] = value;
    model.parameters = std::make_shared<const std::vector<float>>(std::move(parameters));
    return model;
}

onnx::ModelProto decoded(const Model& model) {
    onnx::ModelProto proto;
    const Result<std::string> bytes = find_row(exporters(), "onnx")->encode(model);
    if (!bytes) FAIL(bytes.error().message());
    REQUIRE(proto.ParseFromString(*bytes));
    return proto;
}

/// The exported graph, evaluated, against predict, on the model's own points: to 1e-5.
void check_predictions(const Model& model) {
    ThreadPool pool(1);
    const Result<std::string> bytes = find_row(exporters(), "onnx")->encode(model);
    if (!bytes) FAIL(bytes.error().message());
    const std::vector<double> expected = predict(model, model.data->points, pool);
    const auto width = static_cast<std::size_t>(prediction_width(model));
    for (std::size_t i = 0; i < model.data->points.size(); ++i) {
        const Point& point = model.data->points[i];
        std::vector<float> x = {static_cast<float>(point.x1), static_cast<float>(point.x2)};
        x.resize(static_cast<std::size_t>(model.inputs.dimensions));
        const std::vector<float> y = test::evaluate_onnx(*bytes, x);
        REQUIRE(y.size() == width);
        for (std::size_t k = 0; k < width; ++k) {
            const double wanted = expected[i * width + k];
            REQUIRE(std::abs(double(y[k]) - wanted) <= 1e-5 * std::max(1.0, std::abs(wanted)));
        }
    }
}

Scenario small(Task task, const char* generator) {
    Scenario scenario = standard_scenario();
    scenario.task = task;
    scenario.features = standard_features(task);
    scenario.network.layers = {dense_layer(4)};
    scenario.loss = {std::string(standard_loss(task, 3)), {}};
    auto& source = std::get<GeneratorSource>(scenario.data.source);
    source.generator = standard_selection(*find_row(generators(), generator));
    source.points = 30;
    return scenario;
}

}  // namespace

TEST_CASE("ONNX predicts what predict does, for every activation") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        Scenario scenario = small(Task::classify, "blobs");
        Selection& activation = scenario.network.layers[0].activation = standard_selection(row);
        check_predictions(test::untrained_model(scenario));
        for (double& value : activation.values) value = 0.7;
        check_predictions(test::untrained_model(scenario));
    }
}

TEST_CASE("ONNX predicts what predict does, for every layer") {
    for (const LayerSpecification& layer : test::layer_cases()) {
        INFO(layer.layer.id);
        Scenario scenario = small(Task::classify, "blobs");
        scenario.network.layers = {dense_layer(3), layer};
        check_predictions(test::untrained_model(scenario));
        Selection& activation = scenario.network.layers[1].activation;
        if (activation.id.empty()) continue;
        activation = {"tanh", {}};
        check_predictions(test::untrained_model(scenario));
    }
}

TEST_CASE("ONNX predicts what predict does, for ensembles") {
    for (const auto& [task, generator] :
         {std::pair{Task::classify, "xor"}, {Task::classify, "blobs"}, {Task::regress, "plane"}}) {
        INFO(generator);
        const Scenario scenario = small(task, generator);
        Model model = test::untrained_model(scenario);
        for (std::size_t k = 0; k < 3; ++k) model.other_members.push_back(model.path[k].parameters);
        check_predictions(model);
        model.other_members[1] = with_parameter(model, 2, NAN).parameters;
        CHECK(!find_row(exporters(), "onnx")->encode(model));
    }
}

TEST_CASE("ONNX predicts what predict does, for every feature") {
    for (const FeatureRow& row : features())
        for (const bool standardize : {false, true}) {
            INFO(row.id);
            Scenario scenario = small(row.needs_x2 ? Task::regress : Task::curve, row.needs_x2 ? "plane" : "sine");
            scenario.features = {std::string(row.id)};
            scenario.standardize = standardize;
            check_predictions(test::untrained_model(scenario));
        }
}

TEST_CASE("ONNX predicts what predict does, for every loss that fits") {
    for (const LossRow& row : losses())
        for (const auto& [task, generator] : {std::pair{Task::classify, "xor"},
                                              {Task::classify, "blobs"},
                                              {Task::regress, "plane"},
                                              {Task::curve, "sine"}}) {
            Scenario scenario = small(task, generator);
            const GeneratorRow& points = *find_row(generators(), generator);
            if (!row.fits(task, points.classes(standard_values(points.settings)))) continue;
            INFO(row.id << " " << generator);
            scenario.loss = standard_selection(row);
            check_predictions(test::untrained_model(scenario));
        }
}

TEST_CASE("ONNX predicts what predict does, for networks at random") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        INFO(seed);
        Model model = test::untrained_model(test::random_small_scenario(seed));
        // As initialisers draw them for nine units: with larger ones a deep network is chaotic, and rounding shows.
        std::vector<float> parameters = *model.parameters;
        for (float& parameter : parameters) parameter /= 3;
        model.parameters = std::make_shared<const std::vector<float>>(std::move(parameters));
        check_predictions(model);
    }
}

TEST_CASE("an ONNX file says what it is") {
    Scenario scenario = small(Task::curve, "sine");
    scenario.title = "A curve";
    const onnx::ModelProto proto = decoded(test::untrained_model(scenario));
    CHECK(proto.ir_version() == 7);
    REQUIRE(proto.opset_import_size() == 1);
    CHECK(proto.opset_import(0).version() == 13);
    CHECK(proto.producer_name() == "Ravine");
    CHECK(proto.doc_string() == "A curve: x holds raw points; y holds the predicted number.");
    REQUIRE(proto.graph().input_size() == 1);
    CHECK(proto.graph().input(0).name() == "x");
    CHECK(proto.graph().input(0).type().tensor_type().shape().dim(0).dim_param() == "N");
    CHECK(proto.graph().input(0).type().tensor_type().shape().dim(1).dim_value() == 1);
    CHECK(proto.graph().output(0).name() == "y");
    CHECK(proto.graph().output(0).type().tensor_type().shape().dim(1).dim_value() == 1);
}

TEST_CASE("exported JSON holds weights as [out][in], and all that a reader needs") {
    Scenario scenario = small(Task::classify, "blobs");
    scenario.standardize = true;
    const Model model = test::untrained_model(scenario);
    const Result<JsonDocument> document = parse_json(*find_row(exporters(), "json")->encode(model), "");
    REQUIRE(document);
    const Json& root = document->root;
    CHECK(root["format"] == "ravine network");
    CHECK(root["version"] == 1);
    CHECK(root["task"] == "classify");
    CHECK(root["classes"] == model.data->classes);
    CHECK(root["head"] == "softmax");
    CHECK(root["input"]["features"] == Json::array({"x1", "x2"}));
    CHECK(root["input"]["mean"][1] == model.inputs.mean[1]);
    CHECK(root["input"]["deviation"][0] == model.inputs.deviation[0]);
    REQUIRE(root["layers"].size() == 2);
    const Json& layer = root["layers"][0];
    CHECK(layer["type"] == "dense");
    CHECK(layer["activation"] == "tanh");
    REQUIRE(layer["weight"].size() == 4);
    for (std::size_t out = 0; out < 4; ++out)
        for (std::size_t in = 0; in < 2; ++in)
            CHECK(layer["weight"][out][in].get<float>() == (*model.parameters)[out * 2 + in]);
    CHECK(layer["bias"][3].get<float>() == (*model.parameters)[11]);
    CHECK(root["layers"][1]["activation"] == "linear");
}

/// What the JSON's networks say of the point of ones, by hand: two layers of tanh and linear, σ as the head.
double prediction_by_hand(const Json& root) {
    double mean = 0;
    for (const Json& member : root["members"]) {
        const Json &hidden = member["layers"][0], &output = member["layers"][1];
        double z = output["bias"][0].get<double>();
        for (std::size_t unit = 0; unit < hidden["bias"].size(); ++unit) {
            const Json& weights = hidden["weight"][unit];
            const double a = weights[0].get<double>() + weights[1].get<double>() + hidden["bias"][unit].get<double>();
            z += output["weight"][0][unit].get<double>() * std::tanh(a);
        }
        mean += 1 / (1 + std::exp(-z)) / double(root["members"].size());
    }
    return mean;
}

TEST_CASE("exported JSON holds every network of an ensemble, whose mean is what predict says") {
    Scenario scenario = small(Task::classify, "xor");
    scenario.loss = {"binary_cross_entropy", {}};
    Model model = test::untrained_model(scenario);
    for (std::size_t k = 0; k < 2; ++k) model.other_members.push_back(model.path[k].parameters);
    const Result<JsonDocument> document = parse_json(*find_row(exporters(), "json")->encode(model), "");
    REQUIRE(document);
    const Json& root = document->root;
    CHECK(root["version"] == 2);
    CHECK(!root.contains("layers"));
    REQUIRE(root["members"].size() == 3);
    CHECK(root["members"][2]["layers"][0]["weight"][0][1].get<float>() == (*model.other_members[1])[1]);
    REQUIRE(root["head"] == "sigmoid");
    ThreadPool pool(1);
    const std::vector<Point> ones = {{1, 1, 0}};
    CHECK_THAT(prediction_by_hand(root), WithinAbs(predict(model, ones, pool)[1], 1e-6));
    model.other_members[1] = with_parameter(model, 2, NAN).parameters;
    CHECK(!find_row(exporters(), "json")->encode(model));
}

TEST_CASE("exported JSON has the layers inside of a block where a scenario has them, with settings and statistics") {
    Scenario scenario = small(Task::regress, "plane");
    scenario.network.layers = {dense_layer(3), test::residual_cases()[1]};
    const Model model = test::untrained_model(scenario);
    const Result<JsonDocument> document = parse_json(*find_row(exporters(), "json")->encode(model), "");
    REQUIRE(document);
    const Json& block = document->root["layers"][1];
    CHECK(block["type"] == "residual");
    CHECK(block["projection.weight"].size() == 2);
    const Json& inner = block["layers"][1];
    CHECK(inner["projection.weight"].size() == 4);
    CHECK(inner["layers"][0]["epsilon"] == 1e-5);
    CHECK(inner["layers"][0]["running_var"][2].get<float>() == model.parameters->back());
    CHECK(inner["layers"][1]["weight"].size() == 4);
    CHECK(inner["layers"][2]["deviation"] == 0.3);
    CHECK(block["layers"][2]["pieces"] == 3);
}

TEST_CASE("no exporter takes a network that has diverged") {
    const Model model = test::untrained_model(small(Task::classify, "xor"));
    for (const ExporterRow& row : exporters())
        for (float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            const Result<std::string> bytes = row.encode(with_parameter(model, 3, bad));
            REQUIRE(!bytes);
            CHECK_THAT(bytes.error().what, StartsWith("the network has diverged: weight [2, 2] of layer 1 is "));
            CHECK(bytes.error().fault == Fault::system);
        }
}

TEST_CASE("every exporter writes what it encodes, and nothing when it fails") {
    const test::TemporaryFolder folder;
    const Model model = test::untrained_model(small(Task::classify, "xor"));
    for (const ExporterRow& row : exporters()) {
        const std::string path = folder / "net" + std::string(row.extension);
        REQUIRE(export_model(model, row.id, path));
        CHECK(*read_file(path) == *row.encode(model));
        std::filesystem::remove(path);
        CHECK(!export_model(with_parameter(model, 0, std::numeric_limits<float>::infinity()), row.id, path));
    }
    CHECK(export_model(model, "onx", folder / "net").error().message() ==
          "unknown export format 'onx'; known: " + known_ids(exporters()));
    CHECK(folder.names().empty());
}
