#include "engine/train/layer_report.hpp"

#include <cmath>
#include <functional>
#include <numeric>

#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

/// The trainer's model with its parameters changed.
Model changed_model(const Scenario& scenario, const std::function<float(const ParameterBlock&)>& value) {
    Model model = make_trainer(scenario)->model();
    std::vector<float> parameters(model.parameters->size());
    for (const ParameterBlock& block : model.network->blocks())
        std::fill_n(parameters.begin() + std::ptrdiff_t(block.offset), block.size(), value(block));
    model.parameters = std::make_shared<const std::vector<float>>(std::move(parameters));
    return model;
}

Scenario one_layer(const std::string& activation) {
    Scenario scenario = small_scenario();
    scenario.network.layers = {dense_layer(4, activation)};
    return scenario;
}

}  // namespace

TEST_CASE("a layer's activations are told by mean and deviation") {
    const std::vector<LayerReport> half =
        report_layers(changed_model(one_layer("sigmoid"), [](const ParameterBlock&) { return 0.0f; }));
    REQUIRE(half.size() == 2);
    CHECK(half[0].mean == 0.5);
    CHECK(half[0].deviation == 0);
    CHECK(half[0].dead_units == 0);
    CHECK(half[0].saturated_units == 0);
    CHECK(std::isnan(half[1].dead_units));  // the output layer is linear

    const Model model = make_trainer(one_layer("linear"))->model();
    const LayerReport report = report_layers(model)[0];
    double sum = 0, squares = 0, count = 0;
    const float* const w = model.parameters->data();
    for (std::size_t i = 0; i < model.data->points.size(); ++i) {
        if (model.data->splits[i] != Split::train) continue;
        const Point& point = model.data->points[i];
        for (int unit = 0; unit < 4; ++unit, ++count) {
            const double a = double(w[2 * unit]) * point.x1 + double(w[2 * unit + 1]) * point.x2;
            sum += a;
            squares += a * a;
        }
    }
    REQUIRE(count > 0);
    CHECK_THAT(report.mean, WithinAbs(sum / count, 1e-5));
    CHECK_THAT(report.deviation, WithinAbs(std::sqrt(squares / count - sum * sum / count / count), 1e-5));
}

TEST_CASE("dead and saturated units are counted") {
    const auto below = [](const ParameterBlock& block) { return block.is_weight ? 0.01f : -100.0f; };
    CHECK_THAT(report_layers(changed_model(one_layer("relu"), below))[0].dead_units, WithinAbs(1, 1e-12));
    const LayerReport far_out = report_layers(
        changed_model(one_layer("tanh"), [](const ParameterBlock& block) { return block.is_weight ? 0.0f : 3.0f; }))[0];
    CHECK(far_out.dead_units == 0);
    CHECK_THAT(far_out.saturated_units, WithinAbs(1, 1e-12));

    Model model = changed_model(one_layer("relu"), below);
    std::vector<float> parameters = *model.parameters;
    parameters[8] = 100;  // the first unit's bias
    model.parameters = std::make_shared<const std::vector<float>>(parameters);
    CHECK_THAT(report_layers(model)[0].dead_units, WithinAbs(0.75, 1e-12));
}

TEST_CASE("a histogram counts every finite number once") {
    const float infinite = std::numeric_limits<float>::infinity();
    const std::vector<float> numbers = {-1, -0.9f, 0, 0.1f, 1, infinite, std::nanf("")};
    const Histogram histogram = make_histogram(numbers, 4);
    CHECK(histogram.least == -1);
    CHECK(histogram.most == 1);
    CHECK(histogram.counts == std::vector<std::uint32_t>{2, 0, 2, 1});
    CHECK(make_histogram(std::vector<float>{2, 2}, 3).counts == std::vector<std::uint32_t>{2, 0, 0});
    CHECK(make_histogram({}, 3).counts.empty());

    const Model model = make_trainer(one_layer("tanh"))->model();
    const std::vector<LayerReport> reports = report_layers(model);
    for (const LayerReport& report : reports) {
        const auto& counts = report.weights.counts;
        CHECK(std::accumulate(counts.begin(), counts.end(), 0u) == (&report == &reports[0] ? 8u : 4u));
    }
}

TEST_CASE("a step is told layer by layer") {
    Scenario scenario = small_scenario();
    scenario.optimizer = standard_selection(*find_row(optimizers(), "sgd"));
    scenario.optimizer.values[0] = 0.25;
    const auto trainer = make_trainer(scenario);
    CHECK(trainer->layer_steps().empty());
    const std::vector<float> before = copy_parameters(*trainer);
    trainer->step(0);
    const std::vector<LayerStep> steps = trainer->layer_steps();
    REQUIRE(steps.size() == scenario.network.layers.size() + 1);
    for (std::size_t layer = 0; layer < steps.size(); ++layer) {
        double weights = 0, gradients = 0, all_gradients = 0;
        for (const ParameterBlock& block : trainer->network().blocks()) {
            if (block.layer != int(layer)) continue;
            for (std::size_t i = block.offset; i < block.offset + block.size(); ++i) {
                const double gradient = double(trainer->last_gradient()[i]), weight = double(before[i]);
                all_gradients += gradient * gradient;
                if (!block.is_weight) continue;
                weights += weight * weight;
                gradients += gradient * gradient;
            }
        }
        CHECK_THAT(steps[layer].gradient_norm, WithinRel(std::sqrt(all_gradients), 1e-6));
        CHECK_THAT(steps[layer].update_ratio(), WithinRel(0.25 * std::sqrt(gradients / weights), 1e-4));
    }
    trainer->reset();
    CHECK(trainer->layer_steps().empty());
}
