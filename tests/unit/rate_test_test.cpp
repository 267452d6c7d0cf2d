#include "engine/train/rate_test.hpp"

#include <atomic>
#include <cmath>

#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

RateTest make_test(const Scenario& scenario, std::span<const float> parameters = {}, int threads = 1) {
    Result<RateTest> test = RateTest::create(scenario, ".", parameters, std::make_shared<ThreadPool>(threads));
    if (!test) FAIL(test.error().message());
    return std::move(*test);
}

RateCurve curve_of(const Scenario& scenario, std::span<const float> parameters = {}, int threads = 1) {
    RateTest test = make_test(scenario, parameters, threads);
    while (test.advance()) {
    }
    return test.curve();
}

/// y = x at the points ±a: the loss is ½·λ·(w − 1)² with λ = 2a², if there were no bias; that starts at its best value.
Scenario parabola(double a) {
    Scenario scenario = small_scenario();
    scenario.task = Task::curve;
    scenario.data = {PointsSource{{{a, 0, a}, {-a, 0, -a}}}, 0, 1};
    scenario.features = {"x1"};
    scenario.network.layers.clear();
    scenario.loss = {"mean_squared_error", {}};
    scenario.optimizer = {"sgd", {0.1}};
    return scenario;
}

double loss_at(const RateCurve& curve, double rate) {
    for (const RateTrial& trial : curve.trials)
        if (std::abs(trial.learning_rate / rate - 1) < 1e-9) return trial.loss;
    FAIL("no such rate");
    return 0;
}

}  // namespace

TEST_CASE("a rate test tries 1, 2 and 5 of every power of ten that the setting allows") {
    const RateCurve curve = curve_of(small_scenario());
    CHECK(curve.is_done());
    CHECK(curve.optimizer == "adam");
    REQUIRE(curve.trials.size() == 22);
    CHECK(curve.trials.front().learning_rate == 1e-6);
    CHECK(curve.trials[4].learning_rate == 2e-5);
    CHECK(curve.trials[17].learning_rate == 0.5);
    CHECK(curve.trials.back().learning_rate == 10);
}

TEST_CASE("on a parabola each trial has the loss of theory, and the suggestion is the best power of ten below 2/λ") {
    const double a = 1, lambda = 2 * a * a;
    const std::vector<float> start = {0, 0};
    const RateCurve curve = curve_of(parabola(a), start);
    CHECK_THAT(curve.start_loss, WithinRel(a * a, 1e-6));
    for (double rate : {1e-5, 2e-4, 1e-3, 0.01, 0.02})
        CHECK_THAT(loss_at(curve, rate),
                   WithinRel(a * a * std::pow(1 - rate * lambda, 2 * curve.steps), 1e-3) || WithinAbs(0, 1e-12));
    CHECK(std::isnan(loss_at(curve, 2)));  // above 2/λ = 1
    CHECK(curve.suggestion() == 0.1);
}

TEST_CASE("nothing is suggested where no rate lowers the loss") {
    const std::vector<float> solved = {1, 0};
    CHECK_FALSE(curve_of(parabola(1), solved).suggestion());
}

TEST_CASE("a trial is the training of the same steps, from the given weights and without schedule and stop rules") {
    Scenario scenario = small_scenario();
    scenario.network.layers.push_back({standard_selection(*find_row(layers(), "dropout")), {}, {}, {}});
    scenario.regularization.l2 = 0.01;
    const auto before = make_trainer(scenario);
    train_epochs(*before, 3);
    const std::vector<float> start = copy_parameters(*before);

    Scenario held = scenario;
    held.schedule = {"step_decay", {1, 0.1}};
    held.stop.epochs = 1;
    const RateCurve curve = curve_of(held, start);
    scenario.optimizer.values[0] = 0.02;
    const auto trainer = make_trainer(scenario);
    REQUIRE(trainer->set_parameters(start));
    for (int step = 0; step < curve.steps; ++step) trainer->step(0);
    CHECK(loss_at(curve, 0.02) == trainer->evaluate(trainer->parameters(), Split::train).loss + trainer->penalty());
}

TEST_CASE("a rate test gives the same bits for any number of threads, and when it is interrupted") {
    Scenario scenario = small_scenario();
    scenario.batch_size = 1000;
    std::get<GeneratorSource>(scenario.data.source).points = 1000;
    const RateCurve curve = curve_of(scenario);
    CHECK(curve_of(scenario, {}, 3).trials == curve.trials);
    RateTest test = make_test(scenario);
    std::atomic<bool> interrupted{false};
    test.interrupt_by(&interrupted);
    for (int attempt = 0; test.advance(); ++attempt) interrupted = attempt % 3 == 0;
    CHECK(test.curve().trials == curve.trials);
}

TEST_CASE("every optimizer's rate test suggests a rate, at which its loss falls") {
    for (const OptimizerRow& row : optimizers()) {
        INFO(row.id);
        Scenario scenario = small_scenario();
        scenario.optimizer = standard_selection(row);
        scenario.batch_size = 70;
        const RateCurve curve = curve_of(scenario);
        REQUIRE(curve.suggestion());
        CHECK(loss_at(curve, *curve.suggestion()) < curve.start_loss);
    }
}
