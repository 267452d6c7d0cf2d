// A back end that is not the CPU, and nobody must notice.

#include <atomic>
#include <memory>
#include <vector>

#include "engine/lab/ensemble_trainer.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/optimize/schedules.hpp"
#include "tests/remote_backend.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

Machine machine(const BackendRow& row) { return {std::make_shared<ThreadPool>(1), row}; }

std::unique_ptr<Trainer<float>> trainer_on(const BackendRow& row, const Scenario& scenario) {
    auto trainer = Trainer<float>::create(scenario, ".", machine(row));
    REQUIRE(trainer);
    return std::move(*trainer);
}

void check_same(const Trainer<float>& found, const Trainer<float>& expected) {
    CHECK(copy_parameters(found) == copy_parameters(expected));
    CHECK(std::vector<float>(found.last_gradient().begin(), found.last_gradient().end()) ==
          std::vector<float>(expected.last_gradient().begin(), expected.last_gradient().end()));
    CHECK(found.steps() == expected.steps());
    CHECK(found.train_metrics().loss == expected.train_metrics().loss);
    CHECK(found.penalty() == expected.penalty());
    CHECK(found.stop_state().reason == expected.stop_state().reason);
    if (!expected.last_gradient().empty()) CHECK(found.last_update_norm() == expected.last_update_norm());
    REQUIRE(found.path().points().size() == expected.path().points().size());
    for (std::size_t i = 0; i < found.path().points().size(); ++i)
        CHECK(*found.path().points()[i].parameters == *expected.path().points()[i].parameters);
    REQUIRE(found.history().rows().size() == expected.history().rows().size());
    CHECK(found.history().rows().back().train.loss == expected.history().rows().back().train.loss);
}

/// The same is done to a trainer on each of two back ends, and compared.
template <class Work>
void compare(const Scenario& scenario, const Work& work) {
    const auto here = trainer_on(cpu_backend(), scenario), there = trainer_on(test::remote_backend(), scenario);
    work(*here);
    work(*there);
    check_same(*there, *here);
}

Scenario full_scenario() {
    Scenario scenario = small_scenario();
    scenario.optimizer = standard_selection(*find_row(optimizers(), "adam"));
    scenario.regularization = {0.001, 0.01, 0.02, 2};
    return scenario;
}

}  // namespace

TEST_CASE("training on a back end with memory of its own gives the same bits as on the CPU") {
    compare(full_scenario(), [](Trainer<float>& trainer) { train_epochs(trainer, 5); });
    Scenario with_buffers = full_scenario();
    with_buffers.network.layers.push_back(standard_layer(*find_row(layers(), "batch_norm")));
    compare(with_buffers, [](Trainer<float>& trainer) { train_epochs(trainer, 3); });
}

TEST_CASE("a back end that takes several steps at once gets them, but for those after which the path takes θ") {
    Scenario scenario = full_scenario();
    scenario.batch_size = 4;
    scenario.schedule = standard_selection(*find_row(schedules(), "cosine"));
    test::fate.most_steps = 0;
    compare(scenario, [](Trainer<float>& trainer) { train_epochs(trainer, 60); });  // the path is thinned
    CHECK(test::fate.most_steps == 3);
}

TEST_CASE("what is changed between steps is changed on the back end, too") {
    compare(full_scenario(), [](Trainer<float>& trainer) {
        train_epochs(trainer, 2);
        std::vector<float> parameters = copy_parameters(trainer);
        for (float& each : parameters) each *= 0.5f;
        REQUIRE(trainer.set_parameters(parameters));
        train_epochs(trainer, 2);
        trainer.reset();
        train_epochs(trainer, 1);
    });
}

TEST_CASE("settings, another optimizer and another shape are taken over on the back end") {
    compare(full_scenario(), [](Trainer<float>& trainer) {
        train_epochs(trainer, 2);
        trainer.step(0);
        Scenario next = trainer.scenario();
        next.optimizer.values[0] = 0.1;
        next.regularization.l2 = 0;
        REQUIRE(trainer.apply(next));
        train_epochs(trainer, 1);
        next.optimizer = standard_selection(*find_row(optimizers(), "momentum"));
        REQUIRE(trainer.apply(next));
        train_epochs(trainer, 1);
        next.network.layers.insert(next.network.layers.begin() + 1, dense_layer(12));
        REQUIRE(trainer.apply(next));
        train_epochs(trainer, 1);
        trainer.use_threads(std::make_shared<ThreadPool>(2));
        train_epochs(trainer, 1);
    });
}

TEST_CASE("a back end's second-order optimizers, patience and divergence end where the CPU's do") {
    Scenario second_order = full_scenario();
    second_order.optimizer = standard_selection(*find_row(optimizers(), "gauss_newton"));
    compare(second_order, [](Trainer<float>& trainer) { train_epochs(trainer, 2); });

    Scenario patient = small_scenario();
    patient.optimizer.values[0] = 3;
    patient.stop.patience = 2;
    compare(patient, [](Trainer<float>& trainer) { train_epochs(trainer, 50); });

    Scenario diverging = small_scenario();
    diverging.network.layers = {dense_layer(6, "relu"), dense_layer(6, "relu")};
    diverging.optimizer.values[0] = 10;
    diverging.loss = {"mean_squared_error", {}};
    compare(diverging, [](Trainer<float>& trainer) {
        train_epochs(trainer, 400);
        trainer.take_back(EarlierState::lowest);
        train_epochs(trainer, 1);
    });
}

TEST_CASE("an interrupted step is taken again on a back end as if there had been no attempt") {
    compare(full_scenario(), [](Trainer<float>& trainer) {
        train_epochs(trainer, 1);
        std::atomic<bool> interrupted{true};
        trainer.interrupt_by(&interrupted);
        trainer.step(0);
        interrupted = false;
        train_epochs(trainer, 1);
    });
}

TEST_CASE("the members of an ensemble are trained by the back end that is chosen") {
    Scenario scenario = small_scenario();
    scenario.ensemble.members = 3;
    std::vector<std::vector<float>> first;
    for (const BackendRow* row : {&cpu_backend(), &test::remote_backend()}) {
        auto ensemble = EnsembleTrainer::create(scenario, ".", machine(*row)).value();
        for (int i = 0; i < 40; ++i) ensemble->step(0);
        std::vector<std::vector<float>> members;
        for (const auto& member : ensemble->members()) members.push_back(copy_parameters(*member));
        if (first.empty()) first = members;
        CHECK(members == first);
    }
}

TEST_CASE("maps and surfaces are computed by the back end that is asked") {
    const auto trainer = trainer_on(cpu_backend(), full_scenario());
    train_epochs(*trainer, 2);
    const Model model = trainer->model();
    ThreadPool pool(2);
    const Window window{-3, 3, -3, 3};
    CHECK(evaluate_decision_map(model, window, 21, 13, pool, false, test::remote_backend()).values ==
          evaluate_decision_map(model, window, 21, 13, pool).values);
    CHECK(evaluate_neuron_maps(model, window, 9, pool, test::remote_backend()).layers ==
          evaluate_neuron_maps(model, window, 9, pool).layers);
    const LossPlane plane = build_plane(model, standard_selection(*find_row(planes(), "random")), pool).value();
    const std::atomic<bool> never{false};
    CHECK(evaluate_loss_grid(model, plane, 5, 4, pool, never, test::remote_backend()).values ==
          evaluate_loss_grid(model, plane, 5, 4, pool, never).values);
}
