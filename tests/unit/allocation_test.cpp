#include <atomic>
#include <cstdlib>
#include <new>

#include "engine/network/activations.hpp"
#include "tests/layer_cases.hpp"
#include "tests/unit/training_set_up.hpp"

namespace {

std::atomic<long> allocations{0};

}  // namespace

// Every allocation of this program is counted.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size ? size : 1)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
    ++allocations;
    const std::size_t unit = std::size_t(alignment);
    if (void* memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

using namespace ravine;

namespace {

void check_steps(const Scenario& scenario) {
    const auto trainer = make_trainer(scenario);
    train_epochs(*trainer, 60);  // memory has been taken; the path keeps every second step or fewer
    long most_of_quiet_steps = 0, quiet_steps = 0;
    for (int step = 0; step < 4; ++step) {
        const std::size_t rows = trainer->history().rows().size();
        const auto newest = trainer->path().points().back().step;
        const long before = allocations;
        trainer->step(0);
        const long taken = allocations - before;
        if (trainer->path().points().back().step != newest || trainer->history().rows().size() != rows) continue;
        ++quiet_steps;
        most_of_quiet_steps = std::max(most_of_quiet_steps, taken);
    }
    CHECK(quiet_steps > 0);
    CHECK(most_of_quiet_steps == 0);
}

}  // namespace

TEST_CASE("a training step allocates nothing but the points of the path, with every first-order optimizer") {
    for (const OptimizerRow& row : optimizers()) {
        if (row.asks_objective()) continue;
        INFO(row.id);
        Scenario scenario = small_scenario();
        scenario.optimizer = standard_selection(row);
        scenario.stop.patience = 1000;
        scenario.augmentation = {3, 0.1, 10, 0.1};
        scenario.input_noise = {"gaussian", {0.01}};
        scenario.regularization.max_norm = 3;
        check_steps(scenario);
    }
}

TEST_CASE("a training step allocates nothing but the points of the path, with every layer") {
    for (const LayerSpecification& layer : test::layer_cases()) {
        INFO(layer.layer.id);
        Scenario scenario = small_scenario();
        scenario.network.layers = {dense_layer(3), layer, dense_layer(4)};
        scenario.stop.patience = 1000;
        check_steps(scenario);
    }
}

TEST_CASE("a training step allocates nothing but the points of the path, with every activation and loss") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        Scenario scenario = small_scenario();
        scenario.network.layers = {dense_layer(3, std::string(row.id))};
        check_steps(scenario);
    }
    for (const LossRow& row : losses()) {
        INFO(row.id);
        Scenario scenario = small_scenario();
        scenario.loss = standard_selection(row);
        if (!row.fits(Task::classify, 2)) {
            scenario.task = Task::regress;
            scenario.data.source = GeneratorSource{standard_selection(*find_row(generators(), "plane")), 100, 0.1, 1};
        }
        check_steps(scenario);
    }
}
