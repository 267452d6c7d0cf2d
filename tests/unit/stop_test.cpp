#include <cmath>
#include <limits>

#include "engine/train/stop_rules.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

/// A linear network on a slope, with all points in one batch: at small rates the loss falls in every epoch, at large
/// ones it grows in every epoch.
Scenario slope_scenario(double learning_rate) {
    Scenario scenario = diverging_scenario();
    for (Point& point : std::get<PointsSource>(scenario.data.source).points)
        point.target = 0.5 * point.x1 - 0.4 * point.x2;
    scenario.batch_size = 1000;
    scenario.optimizer.values[0] = learning_rate;
    return scenario;
}

void train_until_divergence(Trainer<float>& trainer, const Scenario& scenario) {
    REQUIRE(trainer.apply(scenario));
    for (int step = 0; step < 10'000 && trainer.step(0);) ++step;
    REQUIRE(trainer.stop_state().reason == StopReason::diverged);
}

}  // namespace

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

TEST_CASE("divergence is named with step, cause and a smaller learning rate") {
    const auto trainer = make_trainer(diverging_scenario());
    CHECK_FALSE(trainer->earlier(EarlierState::lowest));  // nothing has diverged
    for (int step = 0; step < 1000 && trainer->step(0);) ++step;
    REQUIRE(trainer->stop_state().reason == StopReason::diverged);
    const std::string& words = trainer->stop_state().words;
    INFO(words);
    CHECK_THAT(words, StartsWith("diverged at step " + std::to_string(trainer->steps()) + ": ") &&
                          contains_text("is not finite") && EndsWith("try a learning rate below 0.07"));
    CHECK_FALSE(std::isfinite(trainer->train_metrics().loss));
    CHECK_FALSE(trainer->step(0));
    trainer->resume();
    CHECK_FALSE(trainer->step(0));
}

TEST_CASE("divergence is taken back to the epoch of the lowest loss, and training goes on from there") {
    const auto trainer = make_trainer(slope_scenario(0.01));
    train_epochs(*trainer, 5);
    const std::vector<float> parameters = copy_parameters(*trainer);
    const double loss = trainer->train_metrics().loss;
    train_until_divergence(*trainer, slope_scenario(10));
    CHECK(trainer->history().rows().back().train.loss > 1e6);  // the last finite state is none to go on from

    REQUIRE(trainer->earlier(EarlierState::lowest));
    CHECK(trainer->earlier(EarlierState::lowest)->epoch == 5);
    REQUIRE(trainer->take_back(EarlierState::lowest));
    CHECK(copy_parameters(*trainer) == parameters);
    CHECK(trainer->epoch() == 5);
    CHECK(trainer->steps() == 5);
    CHECK(trainer->train_metrics().loss == loss);
    CHECK(trainer->history().rows().back().epoch == 5);
    CHECK(trainer->path().points().back().step == 5);
    CHECK_FALSE(trainer->take_back(EarlierState::lowest));  // nothing has diverged any more

    REQUIRE(trainer->apply(slope_scenario(0.01)));
    train_epochs(*trainer, 5);
    const auto undisturbed = make_trainer(slope_scenario(0.01));
    train_epochs(*undisturbed, 10);
    CHECK(copy_parameters(*trainer) == copy_parameters(*undisturbed));
}

TEST_CASE("divergence is taken back to the last finite state, which stays there while others change") {
    const auto trainer = make_trainer(slope_scenario(0.01));
    train_epochs(*trainer, 5);
    REQUIRE(trainer->apply(slope_scenario(10)));
    std::vector<float> parameters;
    while (std::isfinite(trainer->train_metrics().loss)) {
        parameters = copy_parameters(*trainer);
        trainer->step(0);
    }
    const std::uint64_t epoch = trainer->history().rows().back().epoch;
    REQUIRE(trainer->stop_state().reason == StopReason::diverged);
    REQUIRE(trainer->earlier(EarlierState::last_finite));
    CHECK(trainer->earlier(EarlierState::last_finite)->epoch == epoch);
    REQUIRE(trainer->take_back(EarlierState::last_finite));
    CHECK(trainer->epoch() == epoch);
    CHECK(trainer->steps() == epoch);
    CHECK(copy_parameters(*trainer) == parameters);
    CHECK(trainer->train_metrics().loss == trainer->history().rows().back().train.loss);
    CHECK(trainer->train_metrics().loss > 1e6);

    trainer->step(0);  // on to the same end
    CHECK(trainer->stop_state().reason == StopReason::diverged);
    CHECK(trainer->earlier(EarlierState::lowest)->epoch == 5);
    CHECK(trainer->earlier(EarlierState::last_finite)->epoch == epoch);
}

TEST_CASE("after patience has brought the best weights back, they are the last finite state") {
    Scenario scenario = slope_scenario(1e-6);
    for (Point& point : std::get<PointsSource>(scenario.data.source).points) {
        point.x1 *= 3e8;  // so steep that one step at the highest rate ends beyond all numbers
        point.x2 *= 3e8;
    }
    scenario.stop.patience = 1;
    const auto trainer = make_trainer(scenario);
    const std::vector<float> start = copy_parameters(*trainer);
    while (trainer->step(0)) continue;
    REQUIRE(trainer->stop_state().reason == StopReason::patience);
    REQUIRE(copy_parameters(*trainer) == start);
    const double loss = trainer->train_metrics().loss;
    scenario.stop.patience = {};
    scenario.optimizer.values[0] = 10;
    train_until_divergence(*trainer, scenario);
    CHECK(trainer->earlier(EarlierState::last_finite)->train.loss == loss);
    REQUIRE(trainer->take_back(EarlierState::last_finite));
    CHECK(copy_parameters(*trainer) == start);
}

TEST_CASE("a run that only ever got worse is taken back to where it began") {
    const auto trainer = make_trainer(slope_scenario(10));
    const std::vector<float> start = copy_parameters(*trainer);
    train_until_divergence(*trainer, slope_scenario(10));
    REQUIRE(trainer->take_back(EarlierState::lowest));
    CHECK(trainer->epoch() == 0);
    CHECK(copy_parameters(*trainer) == start);
    CHECK(trainer->history().rows().size() == 1);
}

TEST_CASE("the row of the lowest loss is there again although the history was thinned") {
    const auto trainer = make_trainer(slope_scenario(1e-6));
    train_epochs(*trainer, 4101);  // of so many epochs every second one is kept
    REQUIRE(trainer->history().rows()[2].epoch > 2);
    train_until_divergence(*trainer, slope_scenario(10));
    REQUIRE(trainer->earlier(EarlierState::lowest)->epoch == 4101);
    REQUIRE(trainer->take_back(EarlierState::lowest));
    CHECK(trainer->history().rows().back().epoch == 4101);
    CHECK(trainer->history().rows().back().train.loss == trainer->train_metrics().loss);
}

TEST_CASE("a penalty counts in what the lowest loss is") {
    const auto trainer = make_trainer(slope_scenario(0.01));
    train_epochs(*trainer, 100);
    Scenario scenario = slope_scenario(0.01);
    scenario.regularization.l2 = 0.5;
    REQUIRE(trainer->apply(scenario));
    train_epochs(*trainer, 100);
    CHECK(trainer->train_metrics().loss > trainer->history().rows()[100].train.loss);
    scenario.optimizer.values[0] = 10;
    train_until_divergence(*trainer, scenario);
    CHECK(trainer->earlier(EarlierState::lowest)->epoch == 200);
}

TEST_CASE("what was lowest is measured on the points of now") {
    const auto trainer = make_trainer(slope_scenario(0.01));
    train_epochs(*trainer, 100);
    train_until_divergence(*trainer, slope_scenario(10));
    Scenario scenario = slope_scenario(10);
    for (Point& point : std::get<PointsSource>(scenario.data.source).points) point.target += 3;
    REQUIRE(trainer->apply(scenario));
    const double loss = trainer->earlier(EarlierState::lowest)->train.loss;
    CHECK(loss > 4);
    REQUIRE(trainer->take_back(EarlierState::lowest));
    CHECK(trainer->train_metrics().loss == loss);
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
