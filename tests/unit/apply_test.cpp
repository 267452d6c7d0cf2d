#include <cmath>

#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

std::unique_ptr<Trainer<float>> trained(const Scenario& scenario) {
    auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 3);
    trainer->step(0);  // in the middle of an epoch
    return trainer;
}

/// The numbers of one block of θ.
std::vector<float> block(const Trainer<float>& trainer, int layer, std::string_view name) {
    for (const ParameterBlock& each : trainer.network().blocks())
        if (each.layer == layer && each.name == name) {
            const auto values = trainer.parameters().subspan(each.offset, each.size());
            return {values.begin(), values.end()};
        }
    return {};
}

}  // namespace

TEST_CASE("learning rate, batch size, optimizer, schedule and penalties change without touching the weights") {
    const auto trainer = trained(small_scenario());
    const std::vector<float> before = copy_parameters(*trainer);
    Scenario scenario = small_scenario();
    scenario.optimizer.values[0] = 0.05;
    scenario.batch_size = 7;
    scenario.schedule = {"cosine", {100, 0}};
    scenario.regularization.l2 = 0.1;
    REQUIRE(trainer->apply(scenario));
    CHECK(copy_parameters(*trainer) == before);
    CHECK(trainer->epoch() == 3);
    CHECK(trainer->steps() == 16);
    CHECK(trainer->history().rows().size() == 4);
    CHECK(trainer->penalty() > 0);
    scenario.optimizer = standard_selection(*find_row(optimizers(), "momentum"));
    scenario.seed = 99;
    REQUIRE(trainer->apply(scenario));
    CHECK(copy_parameters(*trainer) == before);
    const double loss = trainer->train_metrics().loss;
    train_epochs(*trainer, 1);
    CHECK(trainer->samples_seen() == 4 * 70);  // the epoch at hand was completed with the new batch size
    CHECK(trainer->train_metrics().loss != loss);
}

TEST_CASE("applying the same scenario, or one and back, is as if nothing had been") {
    const auto touched = trained(small_scenario()), untouched = trained(small_scenario());
    Scenario other = small_scenario();
    other.optimizer.values[0] = 0.1;
    REQUIRE(touched->apply(small_scenario()));
    REQUIRE(touched->apply(other));
    REQUIRE(touched->apply(small_scenario()));
    train_epochs(*touched, 3);
    train_epochs(*untouched, 3);
    CHECK(copy_parameters(*touched) == copy_parameters(*untouched));
}

TEST_CASE("a scenario that cannot be leaves everything as it was") {
    const auto trainer = trained(small_scenario()), untouched = trained(small_scenario());
    Scenario bad = small_scenario();
    bad.network.layers[1].activation.id = "swish";
    CHECK_FALSE(trainer->apply(bad));
    bad = small_scenario();
    bad.data.source = CsvSource{"no such file.csv"};
    CHECK_FALSE(trainer->apply(bad));
    bad = small_scenario();
    bad.features = {"x1", "x9"};
    CHECK_FALSE(trainer->apply(bad));
    CHECK(trainer->scenario() == small_scenario());
    train_epochs(*trainer, 2);
    train_epochs(*untouched, 2);
    CHECK(copy_parameters(*trainer) == copy_parameters(*untouched));
}

TEST_CASE("a wider layer keeps the weights that were there") {
    const auto trainer = trained(small_scenario());
    const auto first = block(*trainer, 0, "weight"), second = block(*trainer, 1, "weight"),
               last = block(*trainer, 2, "weight");
    Scenario scenario = small_scenario();
    scenario.network.layers[0] = dense_layer(5);
    REQUIRE(trainer->apply(scenario));
    const auto wider = block(*trainer, 0, "weight"), next = block(*trainer, 1, "weight");
    CHECK(std::equal(first.begin(), first.end(), wider.begin()));
    for (std::size_t unit = 0; unit < 3; ++unit)
        for (std::size_t input = 0; input < 4; ++input) CHECK(next[unit * 5 + input] == second[unit * 4 + input]);
    CHECK(block(*trainer, 2, "weight") == last);
    CHECK(trainer->path().points().size() == 1);
    CHECK(std::isfinite(trainer->train_metrics().loss));
    train_epochs(*trainer, 3);
    CHECK(trainer->stop_state().reason == StopReason::none);
}

TEST_CASE("an inserted or removed layer leaves the others their weights") {
    const auto trainer = trained(small_scenario());
    const auto first = block(*trainer, 0, "weight"), second = block(*trainer, 1, "weight"),
               last = block(*trainer, 2, "weight");
    Scenario scenario = small_scenario();
    scenario.network.layers.insert(scenario.network.layers.begin() + 1, dense_layer(4, "relu"));
    REQUIRE(trainer->apply(scenario));
    CHECK(block(*trainer, 0, "weight") == first);
    CHECK(block(*trainer, 2, "weight") == second);
    CHECK(block(*trainer, 3, "weight") == last);
    REQUIRE(trainer->apply(small_scenario()));
    CHECK(block(*trainer, 0, "weight") == first);
    CHECK(block(*trainer, 1, "weight") == second);
    CHECK(block(*trainer, 2, "weight") == last);
}

TEST_CASE("another activation or initialiser keeps the weights of a trained network") {
    const auto trainer = trained(small_scenario());
    const std::vector<float> before = copy_parameters(*trainer);
    Scenario scenario = small_scenario();
    scenario.network.layers[0] = dense_layer(4, "relu", "he_normal");
    REQUIRE(trainer->apply(scenario));
    CHECK(copy_parameters(*trainer) == before);
}

TEST_CASE("input features keep their weights wherever they move") {
    const auto trainer = trained(small_scenario());
    const auto before = block(*trainer, 0, "weight");
    Scenario scenario = small_scenario();
    scenario.features = {"x2", "sin_x1", "x1"};
    REQUIRE(trainer->apply(scenario));
    const auto after = block(*trainer, 0, "weight");
    for (std::size_t unit = 0; unit < 4; ++unit) {
        CHECK(after[unit * 3 + 0] == before[unit * 2 + 1]);
        CHECK(after[unit * 3 + 2] == before[unit * 2 + 0]);
    }
}

TEST_CASE("other data keeps the weights and is measured at once") {
    const auto trainer = trained(small_scenario());
    const std::vector<float> before = copy_parameters(*trainer);
    const double loss = trainer->train_metrics().loss;
    Scenario scenario = small_scenario();
    std::get<GeneratorSource>(scenario.data.source).points = 400;
    REQUIRE(trainer->apply(scenario));
    CHECK(copy_parameters(*trainer) == before);
    CHECK(trainer->train_metrics().loss != loss);
    CHECK(trainer->steps_per_epoch() == 18);
    train_epochs(*trainer, 1);
    CHECK(trainer->samples_seen() == 3 * 70 + 16 + 280);  // the epoch begins again with the new points
}

TEST_CASE("a class more keeps the logits that were there") {
    Scenario scenario = small_scenario();
    PointsSource source;
    for (int i = 0; i < 60; ++i) source.points.push_back({std::sin(i), std::cos(i), double(i % 2)});
    scenario.data = {source, 0.2, 1};
    scenario.loss = {"categorical_cross_entropy", {}};
    const auto trainer = trained(scenario);
    const auto before = block(*trainer, 2, "weight");
    for (int i = 0; i < 10; ++i) source.points.push_back({3 + 0.1 * i, 3, 2});
    scenario.data.source = source;
    REQUIRE(trainer->apply(scenario));
    const auto after = block(*trainer, 2, "weight");
    REQUIRE(after.size() == 9);
    CHECK(std::equal(before.begin(), before.end(), after.begin()));
}

TEST_CASE("an untrained network is initialised anew, as the changed scenario alone would be") {
    Scenario changed = small_scenario();
    changed.network.layers = {dense_layer(6, "relu", "he_normal")};
    changed.seed = 3;
    const auto edited = make_trainer(small_scenario());
    REQUIRE(edited->apply(changed));
    CHECK(copy_parameters(*edited) == copy_parameters(*make_trainer(changed)));
}

TEST_CASE("changing the shape after divergence goes on from the weights of the lowest loss") {
    const auto trainer = make_trainer(diverging_scenario());
    for (int step = 0; step < 1000 && trainer->step(0); ++step) {
    }
    REQUIRE(trainer->stop_state().reason == StopReason::diverged);
    Scenario scenario = diverging_scenario();
    scenario.network.layers = {dense_layer(6, "tanh")};
    const std::uint64_t epoch = trainer->earlier(EarlierState::lowest)->epoch;
    REQUIRE(trainer->apply(scenario));
    for (float value : trainer->parameters()) REQUIRE(std::isfinite(value));
    CHECK(trainer->epoch() == epoch);
    CHECK(trainer->history().rows().back().epoch == epoch);
}
