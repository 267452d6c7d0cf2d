#include "engine/lab/ensemble_trainer.hpp"

#include <set>

#include "engine/compute/samples.hpp"
#include "engine/io/exporters.hpp"
#include "engine/io/model_json.hpp"
#include "engine/lab/prediction_metrics.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/train/training_points.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

/// Few points, much noise, a large network: each member learns the noise by heart in its own way.
Scenario overfitting_scenario(int members, bool bootstrap) {
    Scenario scenario = small_scenario();
    scenario.data = {GeneratorSource{standard_selection(*find_row(generators(), "moons")), 160, 0.35, 4}, 0.5, 4};
    scenario.network.layers = {dense_layer(16), dense_layer(16)};
    scenario.optimizer.values[0] = 0.02;
    scenario.batch_size = 8;
    scenario.stop.epochs = 150;
    scenario.ensemble = {members, bootstrap};
    return scenario;
}

std::unique_ptr<EnsembleTrainer> trained(const Scenario& scenario, int threads) {
    auto ensemble = EnsembleTrainer::create(scenario, ".", std::make_shared<ThreadPool>(threads));
    if (!ensemble) FAIL(ensemble.error().message());
    while ((*ensemble)->step(0)) {
    }
    return std::move(*ensemble);
}

struct Errors {
    double members = 0, ensemble = 0;  ///< mean of the members', and of their mean prediction
};

Errors validation_losses(const EnsembleTrainer& ensemble) {
    Errors errors;
    for (const auto& member : ensemble.members())
        errors.members += member->validation_metrics().loss / double(ensemble.members().size());
    errors.ensemble = ensemble.history().rows().back().validation.loss;
    return errors;
}

}  // namespace

TEST_CASE("an ensemble has the same bits for any number of threads; member k is the network of seed + k") {
    Scenario scenario = overfitting_scenario(3, false);
    scenario.stop.epochs = 5;
    const auto one = trained(scenario, 1), many = trained(scenario, 3);
    const Model model = one->model();
    CHECK(*model.parameters == *many->model().parameters);
    REQUIRE(model.other_members.size() == 2);
    CHECK(model.scenario->ensemble.members == 3);
    CHECK(model.scenario->seed == scenario.seed);
    CHECK(one->history().rows().size() == 6);
    CHECK(one->history().rows().back().validation.loss == many->history().rows().back().validation.loss);
    for (std::size_t k = 0; k < 2; ++k) {
        CHECK(*model.other_members[k] == *many->model().other_members[k]);
        Scenario alone = scenario;
        alone.ensemble = {};
        alone.seed += k + 1;
        const auto trainer = make_trainer(alone);
        train_epochs(*trainer, 5);
        CHECK(copy_parameters(*trainer) == *model.other_members[k]);
    }
}

TEST_CASE("the prediction of an ensemble is the mean of its members', in files and pictures, too") {
    for (const char* loss : {"binary_cross_entropy", "categorical_cross_entropy", "mean_squared_error"}) {
        INFO(loss);
        Scenario scenario = overfitting_scenario(3, true);
        scenario.loss = {loss, {}};
        scenario.stop.epochs = 3;
        const auto ensemble = trained(scenario, 2);
        const Model model = ensemble->model();
        ThreadPool pool(2);
        const std::vector<Point> points = {{1, 2, 0}, {-1, 0.5, 1}, {4, -4, 0}};
        std::vector<double> mean(2 * points.size());
        for (const auto& member : ensemble->members()) {
            const std::vector<double> own = predict(member->model(), points, pool);
            for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += own[i] / 3;
        }
        const std::vector<double> together = predict(model, points, pool);
        for (std::size_t i = 0; i < mean.size(); ++i) CHECK_THAT(together[i], WithinAbs(mean[i], 1e-12));

        const Result<std::string> text = model_to_json(model);
        REQUIRE(text);
        const Result<Model> read = model_from_json(*text, "model.ravine");
        if (!read) FAIL(read.error().message());
        CHECK(predict(*read, points, pool) == together);

        const DecisionMap map = evaluate_decision_map(model, {-2, 2, -2, 2}, 8, 8, pool);
        const double x = -2 + 4 * 2.5 / 8, y = 2 - 4 * 1.5 / 8;
        const std::vector<double> there = predict(model, std::vector{Point{x, y, 0}}, pool);
        bool found = false;
        for (const float value : map.values) found = found || std::abs(double(value) - there[0]) < 1e-5;
        CHECK(found);

        CHECK(find_row(exporters(), "onnx")->encode(model));
        CHECK(find_row(exporters(), "json")->encode(model));
    }
}

TEST_CASE("an ensemble of one is its network; metrics of predictions are those of training") {
    for (const char* loss : {"binary_cross_entropy", "categorical_cross_entropy", "mean_squared_error", "focal"}) {
        INFO(loss);
        Scenario scenario = overfitting_scenario(1, false);
        scenario.loss = standard_selection(*find_row(losses(), loss));
        scenario.stop.epochs = 4;
        const auto ensemble = trained(scenario, 1);
        const Trainer<float>& only = *ensemble->members().front();
        CHECK(ensemble->history().rows().back().train.loss == Approx(only.train_metrics().loss).epsilon(1e-5));
        CHECK(ensemble->history().rows().back().validation.accuracy == only.validation_metrics().accuracy);
        CHECK(ensemble->model().other_members.empty());
    }
}

TEST_CASE("ten members have a validation loss 5 % below their own mean at least, bagged ones 40 %, and that is lower") {
    const Errors seeds = validation_losses(*trained(overfitting_scenario(10, false), 2));
    const Errors bagged = validation_losses(*trained(overfitting_scenario(10, true), 2));
    CAPTURE(seeds.members, seeds.ensemble, bagged.members, bagged.ensemble);
    CHECK(seeds.ensemble < 0.95 * seeds.members);
    CHECK(bagged.ensemble < 0.6 * bagged.members);
    CHECK(bagged.ensemble < seeds.ensemble);
}

TEST_CASE("a bootstrap draws as many points, of which about 63 % are different, by the seed") {
    Scenario scenario = small_scenario();
    std::get<GeneratorSource>(scenario.data.source).points = 3000;
    scenario.ensemble.bootstrap = true;
    const Result<Dataset> data = load_dataset(scenario.task, scenario.data);
    const std::vector<Point> drawn = training_points(scenario, *data);
    CHECK(drawn.size() == data->count(Split::train));
    std::set<std::pair<double, double>> different;
    for (const Point& point : drawn) different.emplace(point.x1, point.x2);
    CHECK(double(different.size()) / double(drawn.size()) == Approx(1 - std::exp(-1.0)).margin(0.02));
    CHECK(training_points(scenario, *data) == drawn);
    ++scenario.seed;
    CHECK(training_points(scenario, *data) != drawn);
    scenario.ensemble.bootstrap = false;
    CHECK(training_points(scenario, *data) == data->of(Split::train));
}

TEST_CASE(
    "where a member diverges all stop, it is named, and all go back to the epoch with the lowest loss of the mean") {
    Scenario scenario = diverging_scenario();
    scenario.ensemble.members = 3;
    const auto ensemble = trained(scenario, 2);
    CHECK(ensemble->stop_state().reason == StopReason::diverged);
    CHECK_THAT(ensemble->stop_state().words, StartsWith("member 3: diverged at step "));
    CHECK(ensemble->take_back(EarlierState::last_finite));
    const HistoryRow last = ensemble->history().rows().back();
    for (const auto& member : ensemble->members()) {
        CHECK(member->epoch() == last.epoch);
        CHECK(member->stop_state().reason == StopReason::none);
    }
    ThreadPool pool(1);
    CHECK(std::isfinite(last.train.loss));
    CHECK(ensemble->train_metrics().loss == last.train.loss);
    CHECK(prediction_metrics(ensemble->model(), Split::train, pool).loss == last.train.loss);
    CHECK_FALSE(ensemble->take_back(EarlierState::lowest));  // not diverged any more
}

TEST_CASE("members that join where a divergence goes back to the start begin a history with the others") {
    Scenario scenario = diverging_scenario();
    scenario.ensemble.members = 3;
    const auto ensemble = trained(scenario, 1);
    REQUIRE(ensemble->stop_state().reason == StopReason::diverged);
    scenario.ensemble.members = 5;
    REQUIRE(ensemble->apply(scenario));
    REQUIRE(ensemble->steps() == 0);
    REQUIRE(ensemble->history().rows().size() == 1);
    CHECK(ensemble->history().rows().front().train.loss == ensemble->train_metrics().loss);
}

TEST_CASE("members that join a training catch up, and then have the bits of members that were there from the start") {
    Scenario scenario = overfitting_scenario(3, true);
    scenario.stop.epochs = 9;
    const auto from_start = trained(scenario, 2);
    Scenario alone = scenario;
    alone.ensemble.members = 1;
    auto ensemble = EnsembleTrainer::create(alone, ".", std::make_shared<ThreadPool>(2)).value();
    while (ensemble->epoch() < 4) ensemble->step(0);
    for (int i = 0; i < 3; ++i) ensemble->step(0);  // in the midst of an epoch
    const std::uint64_t steps = ensemble->steps();
    REQUIRE(ensemble->apply(scenario));
    CHECK(ensemble->members().size() == 3);
    CHECK(ensemble->epoch() == 4);
    ensemble->step(0);
    CHECK(ensemble->steps() == steps);  // the first waits
    while (ensemble->step(0)) {
    }
    const Model model = ensemble->model(), expected = from_start->model();
    CHECK(*model.parameters == *expected.parameters);
    for (std::size_t k = 0; k < 2; ++k) CHECK(*model.other_members[k] == *expected.other_members[k]);
    const std::vector<HistoryRow>& rows = ensemble->history().rows();
    REQUIRE(rows.size() == 10);
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(rows[i].epoch == i);
    CHECK(rows.back().train.loss == from_start->history().rows().back().train.loss);
    CHECK(rows[5].train.loss == from_start->history().rows()[5].train.loss);
    CHECK(rows[4].train.loss == ensemble->members().front()->history().rows()[4].train.loss);
}

TEST_CASE("members that leave leave the first as it is, with its own history") {
    Scenario scenario = overfitting_scenario(3, false);
    scenario.stop.epochs = 6;
    auto ensemble = EnsembleTrainer::create(scenario, ".", std::make_shared<ThreadPool>(2)).value();
    while (ensemble->epoch() < 4) ensemble->step(0);
    const std::vector<float> first = *ensemble->model().parameters;
    Scenario alone = scenario;
    alone.ensemble.members = 1;
    REQUIRE(ensemble->apply(alone));
    CHECK(ensemble->model().other_members.empty());
    CHECK(*ensemble->model().parameters == first);
    while (ensemble->step(0)) {
    }
    CHECK(*ensemble->model().parameters == copy_parameters(*trained(alone, 1)->members().front()));
    CHECK(ensemble->history().rows().size() == 7);
    CHECK(ensemble->train_metrics().loss == ensemble->members().front()->train_metrics().loss);
}

TEST_CASE("members share points and network; each draws its own where they are drawn") {
    for (const bool bootstrap : {false, true}) {
        auto ensemble =
            EnsembleTrainer::create(overfitting_scenario(3, bootstrap), ".", std::make_shared<ThreadPool>(1)).value();
        const Model first = ensemble->members()[0]->model(), last = ensemble->members()[2]->model();
        CHECK(first.data == last.data);
        CHECK(first.network == last.network);
        CHECK(last.scenario->seed == first.scenario->seed + 2);
        Scenario other = overfitting_scenario(3, bootstrap);
        std::get<GeneratorSource>(other.data.source).seed = 99;
        REQUIRE(ensemble->apply(other));
        CHECK(ensemble->members()[0]->model().data != first.data);
        CHECK(ensemble->members()[0]->model().data == ensemble->members()[2]->model().data);
    }
}

TEST_CASE("each member has patience of its own; all have stopped when the last has, and go on in step") {
    Scenario scenario = overfitting_scenario(3, true);
    scenario.stop = {};
    scenario.stop.patience = 4;
    const auto ensemble = trained(scenario, 2);
    CHECK(ensemble->stop_state().reason == StopReason::patience);
    std::uint64_t least = ensemble->epoch();
    for (const auto& member : ensemble->members()) {
        CHECK(member->stop_state().reason == StopReason::patience);
        least = std::min(least, member->epoch());
    }
    REQUIRE(least < ensemble->epoch());
    CHECK_THAT(ensemble->stop_state().words, StartsWith("all 3 members have stopped; member 1 stopped after "));
    const std::uint64_t furthest = ensemble->epoch();
    ensemble->resume();
    while (ensemble->epoch() == furthest) REQUIRE(ensemble->step(0));
    while (ensemble->members().front()->epoch() == furthest) REQUIRE(ensemble->step(0));
    for (const auto& member : ensemble->members()) CHECK(member->epoch() == furthest + 1);
    CHECK(ensemble->history().rows().back().epoch == furthest + 1);
}

TEST_CASE("other data are measured anew, the states that divergence goes back to as well") {
    Scenario scenario = overfitting_scenario(2, false);
    auto ensemble = EnsembleTrainer::create(scenario, ".", std::make_shared<ThreadPool>(1)).value();
    while (ensemble->epoch() < 3) ensemble->step(0);
    std::get<GeneratorSource>(scenario.data.source).seed = 77;
    REQUIRE(ensemble->apply(scenario));
    ThreadPool pool(1);
    CHECK(ensemble->train_metrics().loss == prediction_metrics(ensemble->model(), Split::train, pool).loss);
    CHECK(ensemble->epoch() == 3);
    scenario.optimizer.values[0] = 0.001;
    const double before = ensemble->train_metrics().loss;
    REQUIRE(ensemble->apply(scenario));
    CHECK(ensemble->train_metrics().loss == before);
    ensemble->reset();
    CHECK(ensemble->epoch() == 0);
    CHECK(ensemble->history().rows().size() == 1);
}

TEST_CASE("an ensemble takes over the parameters of a model with as many networks") {
    const Scenario scenario = overfitting_scenario(3, false);
    auto from = EnsembleTrainer::create(scenario, ".", std::make_shared<ThreadPool>(1)).value();
    while (from->epoch() < 2) from->step(0);
    auto to = EnsembleTrainer::create(scenario, ".", std::make_shared<ThreadPool>(1)).value();
    Model model = from->model();
    REQUIRE(to->set_parameters(model));
    CHECK(*to->model().other_members[1] == *model.other_members[1]);
    CHECK(to->train_metrics().loss == from->train_metrics().loss);
    model.other_members.pop_back();
    CHECK(to->set_parameters(model).error().message() == "ensemble.members: the model has 2 networks, not 3");
}
