#include "engine/compute/disturbance.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/train/batches.hpp"
#include "engine/train/problem.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

Scenario disturbed_scenario() {
    Scenario scenario = small_scenario();
    scenario.features = {"x1", "x2", "sin_x1"};
    scenario.standardize = true;
    scenario.augmentation = {3, 0.2, 25, 0.1};
    scenario.input_noise = {"laplacian", {0.2}};
    return scenario;
}

std::vector<double> input_of(const Samples<double>& samples, std::size_t sample) {
    std::vector<double> input(std::size_t(samples.width));
    samples.copy_inputs(std::array{static_cast<std::uint32_t>(sample)}, input.data(), 1);
    return input;
}

}  // namespace

TEST_CASE("disturbed training gives the same bits for any number of threads, and after interruptions") {
    Scenario scenario = disturbed_scenario();
    std::get<GeneratorSource>(scenario.data.source).points = 2000;
    scenario.batch_size = full_batch;  // several blocks
    const auto one = make_trainer(scenario, 1);
    train_epochs(*one, 10);
    for (int threads : {2, 5}) {
        const auto many = make_trainer(scenario, threads);
        std::atomic<bool> interrupted = false;
        many->interrupt_by(&interrupted);
        for (int step = 0; step < 10; ++step) {
            interrupted = true;
            many->step(0);
            interrupted = false;
            many->step(0);
        }
        CHECK(many->steps() == 10);
        CHECK(copy_parameters(*many) == copy_parameters(*one));
    }
}

TEST_CASE("a step learns from the disturbed points; metrics are those of the points as they are") {
    const Scenario scenario = disturbed_scenario();
    Scenario plain = scenario;
    plain.augmentation = {};
    plain.input_noise = {"none", {}};
    const auto trainer = make_trainer<double>(scenario), calm = make_trainer<double>(plain);
    CHECK(trainer->train_metrics().loss == calm->train_metrics().loss);
    CHECK(trainer->validation_metrics().loss == calm->validation_metrics().loss);
    const auto start = copy_parameters(*trainer);
    trainer->step(0);

    const auto problem = build_problem<double>(std::make_shared<const Scenario>(scenario), ".");
    REQUIRE(problem);
    Samples<double> samples = *problem->train;
    Batches batches;
    batches.begin_epoch(samples.count(), scenario.shuffle, scenario.seed, 0);
    const auto indices = batches.batch(0, 16);
    for (std::size_t place = 0; place < indices.size(); ++place) {
        std::vector<double> input = input_of(samples, indices[place]);
        problem->disturbance->apply(indices[place], 0, place, input.data());
        for (std::size_t k = 0; k < 3; ++k) samples.inputs[k * samples.count() + indices[place]] = input[k];
    }
    Evaluation<double> evaluation(problem->network, std::make_shared<ThreadPool>(1), samples.count());
    std::vector<double> gradient(start.size());
    evaluation.gradient(start.data(), samples, indices, gradient.data());
    CHECK(std::vector<double>(trainer->last_gradient().begin(), trainer->last_gradient().end()) == gradient);
}

TEST_CASE("noise and moves are drawn anew for each step, each place in the batch and each seed") {
    Scenario scenario = disturbed_scenario();
    const auto inputs_of = [&](std::uint64_t step, std::size_t place) {
        const auto problem = build_problem<double>(std::make_shared<const Scenario>(scenario), ".");
        std::vector<double> inputs = input_of(*problem->train, 4);
        problem->disturbance->apply(4, step, place, inputs.data());
        return inputs;
    };
    const std::vector<double> once = inputs_of(3, 2);
    CHECK(inputs_of(3, 2) == once);
    CHECK(inputs_of(4, 2) != once);
    CHECK(inputs_of(3, 1) != once);
    ++scenario.seed;
    CHECK(inputs_of(3, 2) != once);
}

TEST_CASE("augmentation moves raw points, before features and standardisation; noise comes after them") {
    Scenario scenario = disturbed_scenario();
    scenario.augmentation = {0, 0, 40, 0};
    scenario.input_noise = {"none", {}};
    const auto problem = build_problem<double>(std::make_shared<const Scenario>(scenario), ".");
    const std::vector<Point> points = problem->data->of(Split::train);
    RandomStream random(scenario.seed, RandomPurpose::augmentation, 5ULL << 20 | 1);
    const Point there = augmented(points[4], scenario.augmentation, centre_of(points), random);
    std::vector<double> expected(3), inputs(3);
    problem->inputs.apply(there.x1, there.x2, expected.data());
    problem->disturbance->apply(4, 5, 1, inputs.data());
    CHECK(inputs == expected);

    scenario.augmentation = {};
    scenario.input_noise = {"gaussian", {0.5}};
    const auto noisy = build_problem<double>(std::make_shared<const Scenario>(scenario), ".");
    RandomStream noise(scenario.seed, RandomPurpose::input_noise, 5ULL << 20 | 1);
    std::vector<double> sum = input_of(*noisy->train, 4), disturbed = sum;
    for (double& input : sum) input += 0.5 * noise.normal();
    noisy->disturbance->apply(4, 5, 1, disturbed.data());
    CHECK(disturbed == sum);

    scenario.input_noise = {"none", {}};
    CHECK(build_problem<double>(std::make_shared<const Scenario>(scenario), ".")->disturbance == nullptr);
}

TEST_CASE("noise on the inputs of a linear network acts as an L2 penalty with the variance as its weight") {
    // Bishop 1995: E over noise of (w·(x + ε) − t)² = (w·x − t)² + σ²·‖w‖².
    Scenario scenario = small_scenario();
    scenario.task = Task::regress;
    scenario.data = {GeneratorSource{standard_selection(*find_row(generators(), "plane")), 400, 0.1, 1}, 0, 1};
    scenario.network.layers.clear();
    scenario.loss = {"mean_squared_error", {}};
    scenario.optimizer = {"sgd", {0.01}};
    scenario.schedule = {"time_decay", {0.05}};
    scenario.batch_size = full_batch;
    Scenario penalised = scenario;
    scenario.input_noise = {"gaussian", {2}};
    penalised.regularization.l2 = 4;
    const auto noisy = make_trainer<double>(scenario), decayed = make_trainer<double>(penalised),
               free = make_trainer<double>([&] {
                   Scenario plain = scenario;
                   plain.input_noise = {"none", {}};
                   return plain;
               }());
    for (Trainer<double>* trainer : {noisy.get(), decayed.get(), free.get()}) train_epochs(*trainer, 1500);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(noisy->parameters()[i] == Approx(decayed->parameters()[i]).epsilon(0.05));
        CHECK(noisy->parameters()[i] < 0.75 * free->parameters()[i]);
    }
}

TEST_CASE("batch gradient descent takes one step an epoch over all points; stochastic descent one per point") {
    Scenario scenario = small_scenario();
    scenario.batch_size = full_batch;
    const auto batch = make_trainer(scenario);
    CHECK(batch->steps_per_epoch() == 1);
    train_epochs(*batch, 3);
    CHECK(batch->steps() == 3);
    scenario.batch_size = 100000;
    const auto large = make_trainer(scenario);
    train_epochs(*large, 3);
    CHECK(copy_parameters(*large) == copy_parameters(*batch));
    scenario.batch_size = 1;
    const auto stochastic = make_trainer(scenario);
    train_epochs(*stochastic, 1);
    CHECK(stochastic->steps() == 70);
}

TEST_CASE("given parameters are those of epoch 0, before and after a reset; too few or too many are an error") {
    Scenario scenario = small_scenario();
    scenario.network.layers.clear();
    scenario.initial_parameters = {3, -2, 1};
    const auto trainer = make_trainer<double>(scenario);
    CHECK(copy_parameters(*trainer) == scenario.initial_parameters);
    train_epochs(*trainer, 2);
    CHECK(copy_parameters(*trainer) != scenario.initial_parameters);
    trainer->reset();
    CHECK(copy_parameters(*trainer) == scenario.initial_parameters);
    scenario.initial_parameters.push_back(0);
    CHECK(trainer->apply(scenario).error().message() ==
          "initial_parameters: has 4 numbers; the network has 3 parameters: give them in the order of θ");
}

TEST_CASE("a second-order step sees the disturbed samples of its batch, the same ones whatever it asks") {
    Scenario scenario = disturbed_scenario();
    scenario.optimizer = standard_selection(*find_row(optimizers(), "gauss_newton"));
    scenario.batch_size = full_batch;
    Scenario calm = scenario, first_order = scenario;
    calm.augmentation = {};
    calm.input_noise = {"none", {}};
    first_order.optimizer = standard_selection(*find_row(optimizers(), "sgd"));
    const auto noisy = make_trainer<double>(scenario), plain = make_trainer<double>(calm),
               gradient = make_trainer<double>(first_order);
    for (Trainer<double>* trainer : {noisy.get(), plain.get(), gradient.get()}) trainer->step(0);
    for (std::size_t i = 0; i < noisy->last_gradient().size(); ++i)
        CHECK_THAT(noisy->last_gradient()[i], WithinAbs(gradient->last_gradient()[i], 1e-12));
    CHECK(noisy->last_gradient()[0] != plain->last_gradient()[0]);
}
