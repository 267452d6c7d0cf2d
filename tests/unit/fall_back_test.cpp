// A back end that fails in the midst of training: the CPU goes on, or training stops, and nothing is half done.

#include <functional>
#include <memory>
#include <vector>

#include "engine/lab/ensemble_trainer.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/rate_test.hpp"
#include "tests/remote_backend.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;
using test::Call;
using test::fate;

namespace {

const BackendChoice automatic(test::remote_backend(), true), explicitly(test::remote_backend());

const std::vector<int> first_times = {1, 2, 3, 4, 7, 12, 20};

/// After so many the path takes every fourth step, and the host is behind by up to three.
constexpr std::uint64_t late_epoch = 112;

/// Nobody fails before the test says so, nor in the tests that follow.
struct FateScope {
    FateScope() { fate.never(); }
    ~FateScope() { fate.never(); }
};

Scenario lively_scenario() {
    Scenario scenario = small_scenario();
    scenario.optimizer = standard_selection(*find_row(optimizers(), "adam"));
    scenario.schedule = standard_selection(*find_row(schedules(), "cosine"));
    scenario.regularization = {0.001, 0.01, 0.02, 2};
    scenario.network.layers.push_back(standard_layer(*find_row(layers(), "batch_norm")));
    return scenario;
}

template <class Trained = Trainer<float>>
std::unique_ptr<Trained> trained_by(BackendChoice choice, const Scenario& scenario) {
    auto trainer = Trained::create(scenario, ".", Machine(std::make_shared<ThreadPool>(2), choice));
    if (!trainer) FAIL(trainer.error().message());
    return std::move(*trainer);
}

void check_same_rows(const History& found, const History& expected) {
    REQUIRE(found.rows().size() == expected.rows().size());
    for (std::size_t i = 0; i < found.rows().size(); ++i) {
        CHECK(found.rows()[i].epoch == expected.rows()[i].epoch);
        CHECK(found.rows()[i].step == expected.rows()[i].step);
        CHECK(found.rows()[i].train.loss == expected.rows()[i].train.loss);
        CHECK(found.rows()[i].penalty == expected.rows()[i].penalty);
    }
}

void check_same_course(const Trainer<float>& found, const Trainer<float>& expected) {
    CHECK(copy_parameters(found) == copy_parameters(expected));
    CHECK(found.epoch() == expected.epoch());
    CHECK(found.steps() == expected.steps());
    CHECK(found.samples_seen() == expected.samples_seen());
    CHECK(found.train_metrics().loss == expected.train_metrics().loss);
    CHECK(found.stop_state().words == expected.stop_state().words);
    check_same_rows(found.history(), expected.history());
    REQUIRE(found.path().points().size() == expected.path().points().size());
    for (std::size_t i = 0; i < found.path().points().size(); ++i) {
        CHECK(found.path().points()[i].step == expected.path().points()[i].step);
        CHECK(*found.path().points()[i].parameters == *expected.path().points()[i].parameters);
    }
}

/// What somebody reads who looks at every step.
void read_everything(Trainer<float>& trainer) {
    const std::size_t count = trainer.last_gradient().size();
    const double norm = trainer.last_update_norm(), penalty = trainer.penalty();
    const Model model = trainer.model();
    std::vector<float> gradient(trainer.network().parameter_count());
    const double loss = trainer.evaluate_gradient(*model.parameters, gradient);
    CHECK((count == 0 || count == gradient.size()));
    CHECK((std::isnan(norm) || norm > 0));
    CHECK(penalty > 0);
    CHECK(std::isfinite(loss));
    CHECK(trainer.layer_steps().size() <= std::size_t(trainer.network().depth()));
    for (const float each : *model.parameters) REQUIRE(std::isfinite(each));
}

/// The same is done on the CPU, and on a back end that fails at the n-th call of each function, for several n.
void compare_at_every_failure(const Scenario& scenario, const std::function<void(Trainer<float>&)>& work,
                              const std::vector<int>& times = first_times) {
    const FateScope scope;
    const auto expected = trained_by({}, scenario);
    work(*expected);
    int failures = 0;
    for (const Call call : test::plan_calls)
        for (const int time : times) {
            CAPTURE(int(call), time);
            fate.fail_at(call, time);
            const auto found = trained_by(automatic, scenario);
            work(*found);
            check_same_course(*found, *expected);
            failures += fate.is_lost();
            CHECK(found->take_backend_note().starts_with("went on with the CPU from ") == fate.is_lost());
            CHECK(found->take_backend_note().empty());
            CHECK((&found->backend() == &cpu_backend()) == fate.is_lost());
        }
    CHECK(failures > 10);
}

}  // namespace

TEST_CASE("whatever call of the back end fails, the CPU goes on to the same bits and the same history") {
    compare_at_every_failure(lively_scenario(), [](Trainer<float>& trainer) {
        while (trainer.epoch() < 6) {
            trainer.step(0);
            if (trainer.steps() % 3 == 0) read_everything(trainer);
        }
    });
}

TEST_CASE("a back end that fails while it is some steps ahead is replaced where the host knows all") {
    compare_at_every_failure(lively_scenario(), [](Trainer<float>& trainer) { train_epochs(trainer, late_epoch + 20); },
                             {250, 350, 420, 440, 445, 450});
}

TEST_CASE("a back end that fails after other settings, another shape, or a reset is replaced as well") {
    compare_at_every_failure(lively_scenario(), [](Trainer<float>& trainer) {
        train_epochs(trainer, 2);
        Scenario next = trainer.scenario();
        next.optimizer.values[0] = 0.1;
        next.regularization.l2 = 0.02;
        REQUIRE(trainer.apply(next));
        train_epochs(trainer, 1);
        next.network.layers.insert(next.network.layers.begin() + 1, dense_layer(12));
        REQUIRE(trainer.apply(next));
        train_epochs(trainer, 1);
        std::vector<float> gradient(trainer.network().parameter_count());
        trainer.evaluate_gradient(trainer.parameters(), gradient);
        trainer.reset();
        train_epochs(trainer, 1);
        REQUIRE(trainer.set_parameters(copy_parameters(trainer)));
        train_epochs(trainer, 2);
    });
}

TEST_CASE("patience and divergence end where they would have, though the back end has failed before or then") {
    Scenario patient = lively_scenario();
    patient.optimizer.values[0] = 3;
    patient.stop.patience = 2;
    compare_at_every_failure(patient, [](Trainer<float>& trainer) {
        train_epochs(trainer, 50);
        REQUIRE(trainer.stop_state().reason == StopReason::patience);
        read_everything(trainer);
        trainer.resume();
        train_epochs(trainer, 3);
    });
    compare_at_every_failure(diverging_scenario(), [](Trainer<float>& trainer) {
        train_epochs(trainer, 400);
        REQUIRE(trainer.stop_state().reason == StopReason::diverged);
        std::vector<float> gradient(trainer.network().parameter_count());
        trainer.evaluate_gradient(trainer.kept_parameters(EarlierState::lowest), gradient);
        REQUIRE(trainer.take_back(EarlierState::lowest));
        trainer.step(0);
    });
}

TEST_CASE("the CPU goes on from the end of the last epoch, or from where training is where the host knows that") {
    const FateScope scope;
    const auto trainer = trained_by(automatic, lively_scenario());
    train_epochs(*trainer, 3);
    trainer->step(0);
    fate.fail_at(Call::step, 1);
    trainer->step(0);
    CHECK(trainer->steps() == 15);
    CHECK(trainer->position() == 0);
    CHECK(trainer->last_gradient().empty());
    CHECK(trainer->take_backend_note() == "went on with the CPU from epoch 3: the device was lost: it was unplugged");

    fate.never();
    trainer->use_backend(automatic);
    trainer->step(0);
    (void)trainer->parameters();
    fate.fail_at(Call::metrics, 1);
    trainer->evaluate(trainer->parameters(), Split::train);
    CHECK(trainer->steps() == 16);

    fate.never();
    trainer->use_backend(automatic);
    train_epochs(*trainer, late_epoch - trainer->epoch());
    const std::vector<float> before = copy_parameters(*trainer);
    trainer->step(0);
    CHECK(trainer->position() == 48);
    fate.fail_at(Call::fetch, 1);
    CHECK(copy_parameters(*trainer) == before);
    CHECK(trainer->position() == 0);
    CHECK(trainer->take_backend_note() == "went on with the CPU from epoch 112: the device was lost: it was unplugged");

    fate.never();
    const auto beginner = trained_by(automatic, lively_scenario());
    fate.fail_at(Call::fetch, 1);
    beginner->step(0);
    CHECK(beginner->steps() == 0);
    CHECK(copy_parameters(*beginner) == copy_parameters(*make_trainer(lively_scenario())));
    CHECK(beginner->take_backend_note() ==
          "went on with the CPU from the start: the device was lost: it was unplugged");
}

TEST_CASE("after an earlier state was taken back, a failure does not lead to the run that was given up") {
    const FateScope scope;
    const auto trainer = trained_by(automatic, diverging_scenario());
    train_epochs(*trainer, 400);
    REQUIRE(trainer->take_back(EarlierState::lowest));
    const std::vector<float> lowest = copy_parameters(*trainer);
    const std::uint64_t epoch = trainer->epoch();
    fate.fail_at(Call::fetch, 1);
    trainer->step(0);
    CHECK(copy_parameters(*trainer) == lowest);
    CHECK(trainer->epoch() == epoch);
    CHECK(trainer->history().rows().back().epoch == epoch);
}

TEST_CASE("training changes its back end in the midst of an epoch and loses nothing") {
    const FateScope scope;
    const auto expected = trained_by({}, lively_scenario()), found = trained_by({}, lively_scenario());
    train_epochs(*expected, 6);
    for (int i = 0; found->epoch() < 6; ++i) {
        if (i % 3 == 0) found->use_backend(i % 2 == 0 ? explicitly : BackendChoice());
        CHECK(&found->backend() == (i / 3 % 2 == 0 ? &test::remote_backend() : &cpu_backend()));
        CHECK(found->way() == (i / 3 % 2 == 0 ? "far away" : "2 threads"));
        found->step(0);
    }
    check_same_course(*found, *expected);
}

TEST_CASE("a back end that was asked for by its id and fails ends training, which can be gone on with") {
    const FateScope scope;
    const auto expected = trained_by({}, lively_scenario());
    train_epochs(*expected, 6);
    for (const Call call : {Call::step, Call::fetch, Call::metrics, Call::changed})
        for (const int time : first_times) {
            CAPTURE(int(call), time);
            fate.never();
            const auto found = trained_by(explicitly, lively_scenario());
            fate.fail_at(call, time);
            train_epochs(*found, 6);
            if (fate.is_lost()) {
                REQUIRE(found->stop_state().reason == StopReason::failed);
                CHECK_THAT(found->stop_state().words, contains_text("stopped at ") && contains_text("unplugged"));
                CHECK(found->take_backend_note() == found->stop_state().words);
                CHECK_FALSE(found->step(0));
                CHECK(found->position() == 0);
                found->resume();  // the device is still lost
                CHECK(found->stop_state().reason == StopReason::failed);
                read_everything(*found);
                fate.never();
                found->resume();
                CHECK(found->stop_state().reason == StopReason::none);
                train_epochs(*found, 6 - found->epoch());
            }
            check_same_course(*found, *expected);
        }
}

TEST_CASE("a back end that cannot even make its plan is an error, or the CPU has it") {
    const FateScope scope;
    for (const Call call : {Call::make, Call::changed, Call::metrics}) {
        fate.fail_at(call, 1);
        const auto failed =
            Trainer<float>::create(lively_scenario(), ".", Machine(std::make_shared<ThreadPool>(1), explicitly));
        REQUIRE(!failed);
        CHECK(failed.error().fault == Fault::system);
        CHECK_THAT(failed.error().message(), contains_text("unplugged"));
        fate.fail_at(call, 1);
        const auto replaced = trained_by(automatic, lively_scenario());
        CHECK(&replaced->backend() == &cpu_backend());
        CHECK(replaced->take_backend_note() ==
              "went on with the CPU from the start: the device was lost: it was unplugged");
    }
}

TEST_CASE("the members of an ensemble go on together on the CPU, and their history has each epoch once") {
    const FateScope scope;
    Scenario scenario = lively_scenario();
    scenario.ensemble.members = 3;
    scenario.stop.epochs = 6;
    const auto train_all = [](EnsembleTrainer& ensemble) {
        while (ensemble.step(0)) continue;
    };
    const auto expected = trained_by<EnsembleTrainer>({}, scenario);
    train_all(*expected);
    for (const Call call : {Call::make, Call::step, Call::fetch, Call::metrics})
        for (const int time : first_times) {
            CAPTURE(int(call), time);
            fate.fail_at(call, time);
            const auto found = trained_by<EnsembleTrainer>(automatic, scenario);
            train_all(*found);
            REQUIRE(fate.is_lost() == found->take_backend_note().starts_with("went on with the CPU"));
            CHECK(&found->backend() == (fate.is_lost() ? &cpu_backend() : &test::remote_backend()));
            check_same_rows(found->history(), expected->history());
            CHECK(found->train_metrics().loss == expected->train_metrics().loss);
            for (std::size_t k = 0; k < 3; ++k) check_same_course(*found->members()[k], *expected->members()[k]);
        }
}

TEST_CASE("where one member of an ensemble fails and nobody may stand in, all stop, and go on together") {
    const FateScope scope;
    Scenario scenario = lively_scenario();
    scenario.ensemble.members = 3;
    scenario.stop.epochs = 6;
    const auto expected = trained_by<EnsembleTrainer>({}, scenario),
               found = trained_by<EnsembleTrainer>(explicitly, scenario);
    while (expected->step(0)) continue;
    fate.fail_at(Call::step, 20);
    while (found->step(0)) continue;
    REQUIRE(found->stop_state().reason == StopReason::failed);
    CHECK_THAT(found->stop_state().words, contains_text("member ") && contains_text("unplugged"));
    CHECK_FALSE(found->take_backend_note().empty());
    fate.never();
    found->resume();
    while (found->step(0)) continue;
    check_same_rows(found->history(), expected->history());
    for (std::size_t k = 0; k < 3; ++k) check_same_course(*found->members()[k], *expected->members()[k]);
}

TEST_CASE("a test of learning rates goes on with the CPU, or ends") {
    const FateScope scope;
    const auto curve_by = [](BackendChoice choice) {
        auto test = RateTest::create(lively_scenario(), ".", {}, Machine(std::make_shared<ThreadPool>(1), choice));
        REQUIRE(test);
        while (test->advance()) continue;
        return test->curve().trials;
    };
    const std::vector<RateTrial> expected = curve_by({});
    for (const int time : {1, 50, 500}) {
        fate.fail_at(Call::step, time);
        const std::vector<RateTrial> found = curve_by(automatic);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            CHECK((found[i] == expected[i] || (std::isnan(found[i].loss) && std::isnan(expected[i].loss))));
    }
    fate.never();
    fate.fail_at(Call::step, 50);
    CHECK_THROWS_AS(curve_by(explicitly), BackendFailure);
}

TEST_CASE("a picture whose back end fails is computed again by the CPU, or not at all") {
    const FateScope scope;
    const auto trainer = make_trainer(lively_scenario());
    train_epochs(*trainer, 2);
    const Model model = trainer->model();
    ThreadPool pool(2);
    const Window window{-3, 3, -3, 3};
    const auto map_by = [&](const BackendRow& row) {
        return evaluate_decision_map(model, window, 21, 13, pool, false, row).values;
    };
    const LossPlane plane = build_plane(model, standard_selection(*find_row(planes(), "random")), pool).value();
    const std::atomic<bool> never{false};
    const auto losses_by = [&](const BackendRow& row) {
        return evaluate_loss_grid(model, plane, 5, 4, pool, never, row).values;
    };
    std::vector<std::string> notes;
    const auto note = [&](std::string words) { notes.push_back(std::move(words)); };
    fate.fail_at(Call::passes, 3);
    CHECK(compute_by(automatic, map_by, note) == map_by(cpu_backend()));
    CHECK(compute_by(automatic, losses_by, note) == losses_by(cpu_backend()));
    CHECK(notes == std::vector<std::string>(2, "went on with the CPU: the device was lost: it was unplugged"));
    CHECK_THROWS_AS(compute_by(explicitly, map_by, note), BackendFailure);
    CHECK(notes.size() == 2);
}
