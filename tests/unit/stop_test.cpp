#include <cmath>
#include <limits>

#include "engine/train/stop_rules.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

TEST_CASE("training stops after the epochs asked for, and goes on when resumed") {
    Scenario scenario = small_scenario();
    scenario.stop.epochs = 3;
    const auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 100);
    CHECK(trainer->epoch() == 3);
    CHECK(trainer->stop_state().reason == StopReason::epochs);
    CHECK(trainer->stop_state().words == "stopped after 3 epochs");
    CHECK_FALSE(trainer->step(0));
    trainer->resume();
    train_epochs(*trainer, 4);
    CHECK(trainer->epoch() == 7);
    scenario.stop.epochs = 9;
    REQUIRE(trainer->apply(scenario));
    train_epochs(*trainer, 100);
    CHECK(trainer->epoch() == 9);
}

TEST_CASE("no epochs means the network as initialised") {
    Scenario scenario = small_scenario();
    scenario.stop.epochs = 0;
    const auto trainer = make_trainer(scenario);
    CHECK_FALSE(trainer->step(0));
    CHECK(trainer->history().rows().size() == 1);
}

TEST_CASE("training stops at the first epoch whose training loss reaches the target") {
    Scenario scenario = small_scenario();
    scenario.stop.target_loss = 0.3;
    const auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 1000);
    REQUIRE(trainer->stop_state().reason == StopReason::target_loss);
    const auto& rows = trainer->history().rows();
    CHECK(rows.back().train.loss <= 0.3);
    CHECK(rows[rows.size() - 2].train.loss > 0.3);
}

TEST_CASE("patience brings back the weights of the best epoch, to the bit") {
    Scenario scenario = small_scenario();
    std::get<GeneratorSource>(scenario.data.source).noise = 0.5;  // so that it overfits
    scenario.optimizer.values[0] = 0.05;
    scenario.stop.patience = 7;
    const auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 2000);
    REQUIRE(trainer->stop_state().reason == StopReason::patience);

    const auto& rows = trainer->history().rows();
    std::uint64_t best = 0;
    for (const HistoryRow& row : rows)
        if (row.validation.loss < rows[best].validation.loss) best = row.epoch;
    CHECK(trainer->epoch() == best + 7);
    CHECK_THAT(trainer->stop_state().words, contains_text("epoch " + std::to_string(best)));

    scenario.stop = {};
    const auto stopped_there = make_trainer(scenario);
    train_epochs(*stopped_there, best);
    CHECK(copy_parameters(*trainer) == copy_parameters(*stopped_there));
    CHECK(trainer->validation_metrics().loss == rows[best].validation.loss);
}

TEST_CASE("where nothing validates, patience watches the training loss") {
    StopRules rules;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const StopRule rule{{}, 2, {}};
    CHECK(rules.observe(0, {1.0, nan}, {}));
    CHECK_FALSE(rules.observe(1, {2.0, nan}, {}));
    CHECK(rules.check(rule, 1).reason == StopReason::none);
    CHECK_FALSE(rules.observe(2, {1.0, nan}, {}));  // equal is not better
    CHECK(rules.check(rule, 2).reason == StopReason::patience);
    CHECK_THAT(rules.check(rule, 2).words, contains_text("training loss"));
}

TEST_CASE("divergence is named with step, cause and a smaller learning rate, and can be taken back") {
    const auto trainer = make_trainer(diverging_scenario());
    std::vector<float> at_epoch_end = copy_parameters(*trainer);
    std::uint64_t steps_at_epoch_end = 0;
    for (int step = 0; step < 1000 && trainer->step(0); ++step)
        if (trainer->steps() % std::uint64_t(trainer->steps_per_epoch()) == 0 &&
            trainer->stop_state().reason == StopReason::none) {
            at_epoch_end = copy_parameters(*trainer);
            steps_at_epoch_end = trainer->steps();
        }
    REQUIRE(trainer->stop_state().reason == StopReason::diverged);
    const std::string& words = trainer->stop_state().words;
    INFO(words);
    CHECK_THAT(words, StartsWith("diverged at step " + std::to_string(trainer->steps()) + ": ") &&
                          contains_text("is not finite") && EndsWith("try a learning rate below 0.07"));
    CHECK_FALSE(std::isfinite(trainer->train_metrics().loss));
    CHECK_FALSE(trainer->step(0));
    trainer->resume();
    CHECK_FALSE(trainer->step(0));

    CHECK(steps_at_epoch_end > 0);
    REQUIRE(trainer->restore_last_finite());
    CHECK(copy_parameters(*trainer) == at_epoch_end);
    CHECK(trainer->steps() == steps_at_epoch_end);
    CHECK(std::isfinite(trainer->train_metrics().loss));
    for (const PathPoint& point : trainer->path().points()) {
        CHECK(point.step <= steps_at_epoch_end);
        for (float value : *point.parameters) REQUIRE(std::isfinite(value));
    }
    CHECK_FALSE(trainer->restore_last_finite());  // nothing has diverged any more

    Scenario scenario = diverging_scenario();
    scenario.optimizer.values[0] = 0.01;
    REQUIRE(trainer->apply(scenario));
    trainer->reset();
    train_epochs(*trainer, 50);
    CHECK(trainer->epoch() == 50);
}

TEST_CASE("a huge loss that is finite is not divergence") {
    Scenario scenario = diverging_scenario();
    auto& points = std::get<PointsSource>(scenario.data.source).points;
    for (Point& point : points) point.target *= 1e15;
    scenario.network.layers.clear();
    scenario.optimizer.values[0] = 1e-4;
    const auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 5);
    CHECK(trainer->epoch() == 5);
    CHECK(trainer->train_metrics().loss > 1e25);
}

TEST_CASE("the suggested learning rate is a third of the present one, rounded to one digit") {
    const auto hint = [](double rate) { return diverged(1, "loss", rate).words; };
    CHECK_THAT(hint(0.1), EndsWith("below 0.03"));
    CHECK_THAT(hint(3), EndsWith("below 1"));
    CHECK_THAT(hint(0.5), EndsWith("below 0.2"));
    CHECK_THAT(hint(10), EndsWith("below 3"));
}
