#include <cmath>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/io/scenario_json.hpp"
#include "engine/train/trainer.hpp"
#include "tests/backend.hpp"
#include "tests/catch.hpp"

using namespace ravine;
using nlohmann::json;

namespace {

json reference() {
    std::ifstream file(std::string(RAVINE_SOURCE_DIR) + "/tests/reference/training.json");
    return json::parse(file);
}

NetworkSpecification network_of(const json& layers) {
    const json scenario = {{"network", {{"layers", layers}}}};
    const Result<Scenario> read = scenario_from_json(scenario.dump(), "layers");
    if (!read) FAIL(read.error().message());
    return read->network;
}

/// The scenario of one case of make_training.py.
Scenario scenario_of(const json& expected) {
    Scenario scenario = standard_scenario();
    PointsSource source;
    for (const json& point : expected["points"]) source.points.push_back({point[0], point[1], point[2]});
    scenario.loss = {expected["loss"], expected["loss_settings"].get<std::vector<double>>()};
    scenario.task = expected["has_classes"] ? Task::classify : Task::regress;
    scenario.data = {source, 0, 1};
    scenario.features = {"x1", "x2"};
    scenario.network.layers = {dense_layer(4, "tanh"), dense_layer(3, "sigmoid")};
    scenario.network.layers[0].activation = {expected["activation"],
                                             expected["activation_settings"].get<std::vector<double>>()};
    if (expected.contains("layers")) scenario.network = network_of(expected["layers"]);
    scenario.optimizer = {expected["optimizer"], expected["settings"].get<std::vector<double>>()};
    if (expected.contains("schedule"))
        scenario.schedule = {expected["schedule"], expected["schedule_settings"].get<std::vector<double>>()};
    scenario.batch_size = expected["batch_size"];
    scenario.shuffle = false;
    return scenario;
}

template <class Scalar>
void compare(const json& expected, double tolerance) {
    auto trainer = Trainer<Scalar>::create(scenario_of(expected), ".", tested_machine(1));
    REQUIRE(trainer);
    REQUIRE((*trainer)->set_parameters(expected["start"].get<std::vector<Scalar>>()));
    for (int step = 0; step < expected["steps"]; ++step) REQUIRE((*trainer)->step(0));
    const auto final = expected["final"].get<std::vector<double>>();
    // For parameters that are nearly 0. With L-BFGS, PyTorch's own runs in float and double are further apart than
    // 1e-4.
    const double least = expected["optimizer"] == "lbfgs" ? tolerance : tolerance / 100;
    for (std::size_t i = 0; i < final.size(); ++i) {
        INFO("parameter " << i);
        CHECK_THAT(double((*trainer)->parameters()[i]), WithinRel(final[i], tolerance) || WithinAbs(final[i], least));
    }
    const double loss = (*trainer)->evaluate((*trainer)->parameters(), Split::train).loss;
    CHECK_THAT(loss, WithinRel(expected["final_loss"].get<double>(), tolerance));
}

}  // namespace

TEST_CASE(
    "200 steps of every optimizer, loss, activation, layer and schedule that PyTorch has end where PyTorch ends; of "
    "L-BFGS with long steps, fewer") {
    const json all = reference();
    CHECK(all["cases"].back()["largest_output"] > 1000);
    REQUIRE(all["cases"].size() == 62);
    for (const json& expected : all["cases"]) {
        INFO(expected["loss"] << ", " << expected["optimizer"] << " " << expected["settings"] << ", "
                              << expected["activation"] << " " << expected.value("layers", json()) << " "
                              << expected.value("schedule", "") << ", outputs up to " << expected["largest_output"]);
        compare<double>(expected, 1e-9);
        compare<float>(expected, 1e-4);
    }
}
