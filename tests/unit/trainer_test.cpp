#include "engine/train/trainer.hpp"

#include <atomic>
#include <cmath>
#include <limits>
#include <set>

#include "engine/train/batches.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

TEST_CASE("training gives the same bits for any number of threads") {
    for (const char* loss : {"mean_squared_error", "binary_cross_entropy", "categorical_cross_entropy"}) {
        Scenario scenario = small_scenario();
        std::get<GeneratorSource>(scenario.data.source).points = 2000;
        scenario.loss = {loss, {}};
        scenario.batch_size = 1000;  // several blocks, the last one short
        scenario.regularization = {0.0001, 0.001};
        const auto one = make_trainer(scenario, 1);
        train_epochs(*one, 10);
        for (int threads : {2, 3, 7}) {
            INFO(loss << " with " << threads << " threads");
            const auto many = make_trainer(scenario, threads);
            train_epochs(*many, 10);
            CHECK(copy_parameters(*many) == copy_parameters(*one));
            CHECK(many->train_metrics().loss == one->train_metrics().loss);
            CHECK(many->validation_metrics().accuracy == one->validation_metrics().accuracy);
        }
    }
}

TEST_CASE("training learns: the standard scenario is solved within 300 epochs") {
    const auto trainer = make_trainer(standard_scenario());
    CHECK(trainer->train_metrics().accuracy < 0.8);
    train_epochs(*trainer, 300);
    CHECK(trainer->train_metrics().accuracy > 0.95);
    CHECK(trainer->validation_metrics().accuracy > 0.85);
}

TEST_CASE("every optimizer trains") {
    for (const OptimizerRow& row : optimizers()) {
        INFO(row.id);
        Scenario scenario = small_scenario();
        scenario.optimizer = standard_selection(row);
        if (row.asks_objective()) scenario.batch_size = 1000;  // as their help says
        const auto trainer = make_trainer<double>(scenario);
        const double before = trainer->train_metrics().loss;
        train_epochs(*trainer, 300);
        CHECK(trainer->train_metrics().loss < 0.7 * before);
    }
}

TEST_CASE("an epoch takes every sample once, the last short batch included") {
    const auto trainer = make_trainer(small_scenario());
    CHECK(trainer->steps_per_epoch() == 5);
    for (std::uint64_t step = 1; step <= 4; ++step) {
        REQUIRE(trainer->step(0));
        CHECK(trainer->samples_seen() == 16 * step);
        CHECK(trainer->epoch() == 0);
    }
    REQUIRE(trainer->step(0));
    CHECK(trainer->samples_seen() == 70);
    CHECK(trainer->epoch() == 1);
    train_epochs(*trainer, 2);
    CHECK(trainer->samples_seen() == 210);
    CHECK(trainer->steps() == 15);
}

TEST_CASE("batches are reshuffled every epoch and cover every sample") {
    std::vector<std::vector<std::uint32_t>> orders;
    Batches batches;
    for (std::uint64_t epoch = 0; epoch < 3; ++epoch) {
        batches.begin_epoch(70, true, 7, epoch);
        std::vector<std::uint32_t> order;
        for (std::size_t position = 0; position < 70; position += 16)
            for (std::uint32_t index : batches.batch(position, 16)) order.push_back(index);
        CHECK(order.size() == 70);
        CHECK(std::set<std::uint32_t>(order.begin(), order.end()).size() == 70);
        orders.push_back(order);
    }
    CHECK(orders[0] != orders[1]);
    CHECK(orders[1] != orders[2]);
    batches.begin_epoch(70, true, 7, 1);
    CHECK(std::equal(orders[1].begin(), orders[1].begin() + 16, batches.batch(0, 16).begin()));
    batches.begin_epoch(70, false, 7, 1);
    CHECK(batches.batch(64, 16).size() == 6);
    CHECK(batches.batch(64, 16)[0] == 64);
}

TEST_CASE("the seed decides everything; reset goes back to it") {
    Scenario scenario = small_scenario();
    const auto a = make_trainer(scenario), b = make_trainer(scenario);
    const std::vector<float> start = copy_parameters(*a);
    train_epochs(*a, 5);
    train_epochs(*b, 5);
    CHECK(copy_parameters(*a) == copy_parameters(*b));
    a->reset();
    CHECK(copy_parameters(*a) == start);
    CHECK(a->history().rows().size() == 1);
    train_epochs(*a, 5);
    CHECK(copy_parameters(*a) == copy_parameters(*b));
    scenario.seed = 8;
    CHECK(copy_parameters(*make_trainer(scenario)) != start);
}

TEST_CASE("float and double training agree at first") {
    const auto single = make_trainer<float>(small_scenario());
    const auto precise = make_trainer<double>(small_scenario());
    train_epochs(*single, 3);
    train_epochs(*precise, 3);
    for (std::size_t i = 0; i < single->parameters().size(); ++i)
        REQUIRE_THAT(double(single->parameters()[i]), WithinAbs(precise->parameters()[i], 1e-3));
}

TEST_CASE("the gradient and the update norm are those of the last mini-batch") {
    Scenario scenario = small_scenario();
    scenario.optimizer = {"sgd", {0.5}};
    scenario.regularization = {0.001, 0.01};
    scenario.batch_size = 1000;  // all at once
    const auto trainer = make_trainer<double>(scenario);
    CHECK(trainer->last_gradient().empty());
    CHECK(std::isnan(trainer->last_update_norm()));
    std::vector<double> expected(trainer->parameters().size());
    trainer->evaluate_gradient(trainer->parameters(), expected);
    trainer->step(0);
    double norm = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK_THAT(trainer->last_gradient()[i], WithinAbs(expected[i], 1e-12));
        norm += expected[i] * expected[i];
    }
    CHECK_THAT(trainer->last_update_norm(), WithinRel(0.5 * std::sqrt(norm), 1e-9));
}

TEST_CASE("where no step led to the parameters, there is neither gradient nor update") {
    const auto trainer = make_trainer(small_scenario());
    const auto has_step = [&] {
        CHECK(trainer->last_gradient().empty() == std::isnan(trainer->last_update_norm()));
        return !trainer->last_gradient().empty();
    };
    train_epochs(*trainer, 1);
    CHECK(has_step());
    Scenario wider = small_scenario();
    wider.network.layers.push_back(dense_layer(3));
    REQUIRE(trainer->apply(wider));
    CHECK_FALSE(has_step());
    train_epochs(*trainer, 2);
    CHECK(has_step());
    const std::vector<float> parameters = copy_parameters(*trainer);
    REQUIRE(trainer->set_parameters(parameters));
    CHECK_FALSE(has_step());
    trainer->step(0);
    CHECK(has_step());
    trainer->reset();
    CHECK_FALSE(has_step());
    Scenario impatient = small_scenario();
    impatient.optimizer.values[0] = 0.5;
    impatient.stop.patience = 1;
    REQUIRE(trainer->apply(impatient));
    train_epochs(*trainer, 1000);
    REQUIRE(trainer->stop_state().reason == StopReason::patience);  // the best parameters are back
    CHECK_FALSE(has_step());
}

TEST_CASE("a step that is interrupted has not been; what an epoch's end owes is made up for; the bits are the same") {
    Scenario scenario = small_scenario();
    const auto undisturbed = make_trainer(scenario), trainer = make_trainer(scenario);
    std::atomic<bool> interrupted{false};
    trainer->interrupt_by(&interrupted);
    for (int attempt = 0; attempt < 200 && trainer->epoch() < 10; ++attempt) {
        interrupted = attempt % 3 != 0;
        const std::vector<float> before = copy_parameters(*trainer);
        const std::uint64_t steps = trainer->steps(), rows = trainer->history().rows().size();
        CHECK(trainer->step(0));
        if (!interrupted) continue;
        CHECK(trainer->steps() == steps);
        CHECK(trainer->history().rows().size() == rows);
        CHECK(copy_parameters(*trainer) == before);
    }
    train_epochs(*undisturbed, 10);
    REQUIRE(trainer->epoch() == 10);
    CHECK(copy_parameters(*trainer) == copy_parameters(*undisturbed));
    for (std::size_t row = 0; row <= 10; ++row) {
        CHECK(trainer->history().rows()[row].train.loss == undisturbed->history().rows()[row].train.loss);
        CHECK(trainer->history().rows()[row].step == undisturbed->history().rows()[row].step);
    }
}

TEST_CASE("history has a row per epoch, with the step, the time told and the learning rate") {
    Scenario scenario = small_scenario();
    scenario.schedule = {"step_decay", {2, 0.5}};
    const auto trainer = make_trainer(scenario);
    for (int step = 1; step <= 15; ++step) trainer->step(0.5 * step);
    const std::vector<HistoryRow>& rows = trainer->history().rows();
    REQUIRE(rows.size() == 4);
    for (std::uint64_t epoch = 0; epoch < 4; ++epoch) {
        CHECK(rows[epoch].epoch == epoch);
        CHECK(rows[epoch].step == 5 * epoch);
        CHECK(rows[epoch].seconds == 2.5 * double(epoch));
        CHECK_THAT(rows[epoch].learning_rate, WithinRel(epoch < 2 ? 0.01 : 0.005, 1e-12));
    }
    CHECK(rows[3].train.loss == trainer->train_metrics().loss);
    CHECK(rows[3].train.loss < rows[0].train.loss);
}

TEST_CASE("the path holds the parameters of the steps it names") {
    const auto trainer = make_trainer(small_scenario());
    trainer->step(0);
    const std::vector<float> first = copy_parameters(*trainer);
    trainer->step(0);
    REQUIRE(trainer->path().points().size() == 3);
    CHECK(trainer->path().points()[1].step == 1);
    CHECK(*trainer->path().points()[1].parameters == first);
}

TEST_CASE("set_parameters takes a saved model's numbers and refuses what does not fit") {
    const auto trained = make_trainer(small_scenario()), other = make_trainer(small_scenario());
    train_epochs(*trained, 5);
    REQUIRE(other->set_parameters(trained->parameters()));
    CHECK(copy_parameters(*other) == copy_parameters(*trained));
    CHECK(other->train_metrics().loss == trained->train_metrics().loss);
    CHECK_FALSE(other->set_parameters(trained->parameters().first(5)));
    std::vector<float> bad = copy_parameters(*trained);
    bad[3] = std::numeric_limits<float>::infinity();
    CHECK_FALSE(other->set_parameters(bad));
    CHECK(copy_parameters(*other) == copy_parameters(*trained));
}

TEST_CASE("predictions are the same bits for any number of threads and in any company") {
    const auto trainer = make_trainer(small_scenario());
    train_epochs(*trainer, 5);
    const Model model = trainer->model();
    std::vector<Point> points;
    for (int i = 0; i < 1000; ++i) points.push_back({std::sin(i) * 5, std::cos(1.7 * i) * 5, 0});
    ThreadPool one(1), three(3);
    const std::vector<double> all = predict(model, points, one);
    REQUIRE(all.size() == 2000);
    CHECK(predict(model, points, three) == all);
    for (std::size_t i : {0, 255, 256, 511, 999}) {
        const std::vector<double> alone = predict(model, std::span(points).subspan(i, 1), one);
        CHECK(alone[0] == all[2 * i]);
        CHECK(alone[1] == all[2 * i + 1]);
        CHECK_THAT(alone[0] + alone[1], WithinAbs(1, 1e-12));
    }
}

TEST_CASE("accuracy is the share of points whose predicted class is right") {
    const auto trainer = make_trainer(small_scenario());
    train_epochs(*trainer, 20);
    const Model model = trainer->model();
    const std::vector<Point> points = model.data->of(Split::validation);
    ThreadPool pool(1);
    const std::vector<double> predictions = predict(model, points, pool);
    double right = 0;
    for (std::size_t i = 0; i < points.size(); ++i)
        right += predicted_class(std::span(predictions).subspan(2 * i, 2)) == points[i].target;
    CHECK(trainer->validation_metrics().accuracy == right / double(points.size()));
}
