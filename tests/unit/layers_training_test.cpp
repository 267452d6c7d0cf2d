#include <algorithm>
#include <atomic>
#include <cmath>

#include "tests/layer_cases.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;
using ravine::test::layer_of;
using ravine::test::residual_of;

namespace {

/// A scenario whose batches are cut into blocks for several threads, unless a layer couples samples.
Scenario wide_scenario(std::vector<LayerSpecification> layers) {
    Scenario scenario = small_scenario();
    std::get<GeneratorSource>(scenario.data.source).points = 1000;
    scenario.network.layers = std::move(layers);
    scenario.batch_size = 600;
    return scenario;
}

Scenario random_layers_scenario() {
    return wide_scenario(
        {dense_layer(40, "relu"), layer_of("dropout", {0.3}), dense_layer(40), layer_of("gaussian_noise")});
}

Scenario all_layers_scenario() {
    return wide_scenario({layer_of("batch_norm"), dense_layer(40, "relu"), layer_of("dropout", {0.3}),
                          layer_of("layer_norm"), residual_of({dense_layer(20), layer_of("batch_norm")}),
                          layer_of("gaussian_noise"), layer_of("maxout", {8, 3})});
}

template <class Scalar>
std::vector<Scalar> buffers_of(const Trainer<Scalar>& trainer) {
    const auto buffers = trainer.parameters().subspan(trainer.network().parameter_count());
    return {buffers.begin(), buffers.end()};
}

}  // namespace

TEST_CASE("random layers and batch statistics give the same bits for any number of threads") {
    for (const Scenario& scenario : {random_layers_scenario(), all_layers_scenario()}) {
        const auto alone = make_trainer(scenario);
        train_epochs(*alone, 4);
        for (const int threads : {2, 4}) {
            const auto trainer = make_trainer(scenario, threads);
            train_epochs(*trainer, 4);
            CHECK(copy_parameters(*trainer) == copy_parameters(*alone));
            CHECK(trainer->train_metrics().loss == alone->train_metrics().loss);
        }
    }
}

TEST_CASE("steps that were interrupted are repeated with the same draws, and batches are remembered once") {
    Scenario scenario = all_layers_scenario();
    scenario.batch_size = 100;
    const auto undisturbed = make_trainer(scenario), trainer = make_trainer(scenario);
    std::atomic<bool> interrupted{false};
    trainer->interrupt_by(&interrupted);
    for (int attempt = 0; attempt < 200 && trainer->epoch() < 3; ++attempt) {
        interrupted = attempt % 3 != 0;
        const std::vector<float> before = copy_parameters(*trainer);
        trainer->step(0);
        if (interrupted) CHECK(copy_parameters(*trainer) == before);
    }
    train_epochs(*undisturbed, 3);
    REQUIRE(trainer->epoch() == 3);
    CHECK(copy_parameters(*trainer) == copy_parameters(*undisturbed));
}

TEST_CASE("an interrupted step leaves what is told of the last one: gradient, and how far the weights went") {
    const auto trainer = make_trainer(small_scenario());
    std::atomic<bool> interrupted{false};
    trainer->interrupt_by(&interrupted);
    trainer->step(0);
    const LayerStep last = trainer->layer_steps().front();
    CHECK(last.update_norm > 0);
    interrupted = true;
    trainer->step(0);
    const LayerStep now = trainer->layer_steps().front();
    CHECK(now.update_norm == last.update_norm);
    CHECK(now.gradient_norm == last.gradient_norm);
}

TEST_CASE("one step remembers its batch's statistics; measuring and gradients for pictures remember nothing") {
    Scenario scenario = small_scenario();
    scenario.network.layers = {layer_of("batch_norm"), dense_layer(3)};
    scenario.regularization = {0.1, 0.1};  // not of the buffers
    scenario.batch_size = 1000;            // all at once
    const auto trainer = make_trainer<double>(scenario);
    CHECK(buffers_of(*trainer) == std::vector<double>{0, 0, 1, 1});
    trainer->step(0);
    const Model model = trainer->model();
    std::vector<double> expected = {0, 0, 0.9, 0.9};
    const std::vector<Point> points = model.data->of(Split::train);
    const double count = double(points.size());
    for (const Point& point : points) {
        expected[0] += 0.1 * point.x1 / count;
        expected[1] += 0.1 * point.x2 / count;
    }
    for (const Point& point : points) {
        expected[2] += 0.1 * std::pow(point.x1 - 10 * expected[0], 2) / (count - 1);
        expected[3] += 0.1 * std::pow(point.x2 - 10 * expected[1], 2) / (count - 1);
    }
    for (std::size_t i = 0; i < 4; ++i) CHECK_THAT(buffers_of(*trainer)[i], WithinAbs(expected[i], 1e-6));

    const std::vector<double> before = copy_parameters(*trainer);
    std::vector<double> gradient(trainer->network().parameter_count());
    trainer->evaluate_gradient(trainer->parameters(), gradient);
    trainer->evaluate(trainer->parameters(), Split::validation);
    CHECK(copy_parameters(*trainer) == before);
    CHECK(trainer->last_gradient().size() == trainer->network().parameter_count());
}

TEST_CASE("batches of one sample train a network with batch normalisation, and a last short batch does no harm") {
    Scenario scenario = small_scenario();
    scenario.network.layers = {dense_layer(6), layer_of("batch_norm"), dense_layer(4)};
    for (const int size : {1, 23}) {  // 70 = 3·23 + 1
        scenario.batch_size = size;
        const auto trainer = make_trainer(scenario);
        const double before = trainer->train_metrics().loss;
        train_epochs(*trainer, 60);
        for (float value : trainer->parameters()) REQUIRE(std::isfinite(value));
        CHECK(trainer->train_metrics().loss < 0.7 * before);
        const bool remembers = buffers_of(*trainer) != std::vector<float>{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
        CHECK(remembers == (size > 1));
    }
}

TEST_CASE("the best weights come back with the statistics that belong to them") {
    Scenario scenario = small_scenario();
    scenario.network.layers = {dense_layer(8, "relu"), layer_of("batch_norm"), dense_layer(8, "relu")};
    scenario.optimizer = {"sgd", {0.5}};
    scenario.stop.patience = 3;
    const auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 2000);
    REQUIRE(trainer->stop_state().reason == StopReason::patience);
    const std::vector<HistoryRow>& rows = trainer->history().rows();
    const auto best = std::ranges::min_element(rows, {}, [](const HistoryRow& row) { return row.validation.loss; });
    CHECK(trainer->validation_metrics().loss == best->validation.loss);
}

TEST_CASE("a normalising layer that is put into a trained network leaves what it predicts nearly as it was") {
    for (const char* id : {"batch_norm", "dropout", "gaussian_noise"}) {
        INFO(id);
        Scenario scenario = small_scenario();
        const auto trainer = make_trainer(scenario);
        train_epochs(*trainer, 10);
        const double before = trainer->train_metrics().loss;
        scenario.network.layers.insert(scenario.network.layers.begin() + 1, layer_of(id));
        REQUIRE(trainer->apply(scenario));
        CHECK_THAT(trainer->train_metrics().loss, WithinRel(before, 1e-3));
        train_epochs(*trainer, 2);
        scenario.network.layers.erase(scenario.network.layers.begin() + 1);
        REQUIRE(trainer->apply(scenario));
        CHECK(trainer->network().buffer_count() == 0);
    }
}

TEST_CASE("what lies along the input features follows them, in a normalising first layer and behind it") {
    Scenario scenario = small_scenario();
    scenario.network.layers = {layer_of("batch_norm"), dense_layer(4)};
    const auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 10);
    const std::vector<float> before = copy_parameters(*trainer);  // γ₁ γ₂ β₁ β₂, then W [4 × 2]
    scenario.features = {"x1_squared", "x2", "x1"};
    REQUIRE(trainer->apply(scenario));
    const std::vector<float> after = copy_parameters(*trainer);
    CHECK(std::vector<float>{after[1], after[2], after[4], after[5]} ==
          std::vector<float>{before[1], before[0], before[3], before[2]});
    CHECK(std::vector<float>{after[0], after[3]} == std::vector<float>{1, 0});
    for (std::size_t unit = 0; unit < 4; ++unit) {
        CHECK(after[6 + 3 * unit + 1] == before[4 + 2 * unit + 1]);
        CHECK(after[6 + 3 * unit + 2] == before[4 + 2 * unit]);
    }
    const std::size_t old_buffers = before.size() - 4, buffers = after.size() - 6;
    CHECK(after[buffers + 2] == before[old_buffers]);
    CHECK(after[buffers + 4] == before[old_buffers + 3]);
    CHECK(after[buffers + 3] == 1);
}

TEST_CASE("a step of any optimizer remembers the same of its batch") {
    Scenario scenario = small_scenario();
    scenario.network.layers = {layer_of("batch_norm"), dense_layer(3), layer_of("batch_norm")};
    scenario.batch_size = 1000;
    const auto buffers_after = [&](const OptimizerRow& row) {
        scenario.optimizer = standard_selection(row);
        const auto trainer = make_trainer<double>(scenario);
        trainer->step(0);
        return buffers_of(*trainer);
    };
    const std::vector<double> expected = buffers_after(optimizers().front());
    for (const OptimizerRow& row : optimizers()) {
        INFO(row.id);
        CHECK(buffers_after(row) == expected);
    }
}
