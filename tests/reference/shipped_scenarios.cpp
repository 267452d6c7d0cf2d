// Every scenario that ships trains to what it promises, with its own seed and with others.
#include <cmath>
#include <map>
#include <memory>
#include <string>

#include "engine/io/scenario_json.hpp"
#include "engine/train/trainer.hpp"
#include "tests/backend.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// The model after the scenario's own stop rules, begun with this seed.
std::unique_ptr<Trainer<float>> trained(Scenario scenario, std::uint64_t seed) {
    scenario.seed = seed;
    auto trainer = Trainer<float>::create(scenario, "/no/such/folder", tested_machine(1));
    if (!trainer) FAIL(trainer.error().message());
    while ((*trainer)->step(0)) {
    }
    return std::move(*trainer);
}

Scenario shipped(const std::string& name) {
    const Result<Scenario> scenario = shipped_scenario(name);
    if (!scenario) FAIL(scenario.error().message());
    return *scenario;
}

void train(Trainer<float>& trainer, std::uint64_t epochs) {
    while (trainer.epoch() < epochs && trainer.step(0)) {
    }
}

}  // namespace

TEST_CASE("every shipped scenario has words, loads anywhere, stops by itself and learns") {
    // Least validation accuracy, or largest validation loss for numbers.
    const std::map<std::string, double> accuracies = {{"blobs", 0.97},      {"circle", 0.95}, {"gauss", 0.93},
                                                      {"iris", 0.95},       {"moons", 0.97},  {"overfit", 0.6},
                                                      {"perceptron", 0.99}, {"spiral", 0.9},  {"xor", 0.9}};
    const std::map<std::string, double> losses = {{"curve_sine", 0.3}, {"multi_gauss", 0.02}, {"plane", 0.005}};
    CHECK(shipped_scenarios().size() == accuracies.size() + losses.size());
    for (const std::string& name : shipped_scenarios()) {
        const Scenario scenario = shipped(name);
        CHECK_FALSE(scenario.title.empty());
        CHECK_FALSE(scenario.description.empty());
        REQUIRE(scenario.stop.epochs);
        for (std::uint64_t seed : {scenario.seed, std::uint64_t{11}}) {
            INFO(name << " with seed " << seed);
            const Metrics metrics = trained(scenario, seed)->validation_metrics();
            if (scenario.task == Task::classify)
                CHECK(metrics.accuracy >= accuracies.at(name));
            else
                CHECK(metrics.loss <= losses.at(name));
        }
    }
}

TEST_CASE("the lecture's perceptron starts with w = (3, -2), b = 1: at (-1, 2) its output is the sigmoid of -6") {
    const Scenario scenario = shipped("perceptron");
    CHECK(scenario.network.layers.empty());
    auto trainer = Trainer<float>::create(scenario, ".", tested_machine(1));
    REQUIRE(trainer);
    ThreadPool pool(1);
    const auto output_at = [&](double x1, double x2) {
        return predict((*trainer)->model(), std::vector{Point{x1, x2, 0}}, pool)[1];
    };
    const auto sigmoid = [](double z) { return 1 / (1 + std::exp(-z)); };
    CHECK_THAT(output_at(-1, 2), WithinAbs(sigmoid(-6), 1e-12));
    CHECK_THAT(output_at(-1, 2), WithinAbs(0.0024726231566347743, 1e-12));
    CHECK_THAT(output_at(0, 0), WithinAbs(sigmoid(1), 1e-12));
    CHECK_THAT(output_at(1, 2), WithinAbs(0.5, 1e-12));
    train(**trainer, 3);
    (*trainer)->reset();
    CHECK_THAT(output_at(-1, 2), WithinAbs(sigmoid(-6), 1e-12));
}

TEST_CASE("Fisher's irises reach 95 % validation accuracy, however they are split") {
    Scenario scenario = shipped("iris");
    for (scenario.data.split_seed = 1; scenario.data.split_seed <= 6; ++scenario.data.split_seed) {
        INFO("split seed " << scenario.data.split_seed);
        CHECK(trained(scenario, scenario.seed)->validation_metrics().accuracy >= 0.95);
    }
}

TEST_CASE("the overfitting scenario overfits, and patience brings a better network back") {
    Scenario scenario = shipped("overfit");
    const auto overfitted = trained(scenario, scenario.seed);
    CHECK(overfitted->validation_metrics().loss > 4 * overfitted->train_metrics().loss);
    scenario.stop.patience = 50;
    const auto stopped = trained(scenario, scenario.seed);
    CHECK(stopped->validation_metrics().loss < 0.7 * overfitted->validation_metrics().loss);
}
