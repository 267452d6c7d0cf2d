#include <Eigen/Core>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <tuple>
#include <utility>

#include "engine/formula/formula.hpp"
#include "engine/network/activations.hpp"
#include "tests/layer_cases.hpp"
#include "tests/unit/counted_memory.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;
using test::allocations;

namespace {

/// How many allocations it takes to make this, and to free it again.
template <class Make, class Free>
long counted(Make make, Free free) {
    const long before = allocations();
    void* volatile memory = make();  // volatile: else the compiler leaves both out
    const long taken = allocations() - before;
    free(memory);
    return taken;
}

/// A copy of θ that a step leaves on the path: the numbers, and what shares them.
constexpr long of_path_point = 2;

/// Steps after the first, through several epochs and their ends, with everything that a step does. Gives how many left
/// the parameters where they were.
int check_steps(const Scenario& scenario, int steps = 23, int threads = 1) {
    const auto trainer = make_trainer(scenario, threads);
    trainer->step(0);
    int refused = 0;
    for (int step = 0; step < steps; ++step) {
        const long before = allocations();
        const bool goes_on = trainer->step(0);
        const long taken = allocations() - before;
        INFO("step " << step + 2 << ", epoch " << trainer->epoch());
        REQUIRE(goes_on);
        const bool is_on_path = trainer->path().points().back().step == trainer->steps();
        REQUIRE(taken == (is_on_path ? of_path_point : 0));
        refused += trainer->last_update_norm() == 0;
    }
    return refused;
}

Selection selection_of(std::string_view id, std::initializer_list<std::pair<std::string_view, double>> changes) {
    const OptimizerRow& row = *find_row(optimizers(), id);
    Selection selection = standard_selection(row);
    for (const auto& [key, value] : changes) selection.values[std::size_t(index_of_setting(row.settings, key))] = value;
    return selection;
}

}  // namespace

TEST_CASE("the counter sees every way to the heap") {
    CHECK(counted([] { return std::malloc(100); }, std::free) == 1);
    CHECK(counted([] { return std::calloc(10, 10); }, std::free) == 1);
    CHECK(counted([] { return std::realloc(nullptr, 100); }, std::free) == 1);
    CHECK(counted([] { return std::aligned_alloc(64, 128); }, std::free) == 1);
    const auto by_posix = [] {
        void* memory = nullptr;
        return posix_memalign(&memory, 64, 100) == 0 ? memory : nullptr;
    };
    CHECK(counted(by_posix, std::free) == 1);
    CHECK(counted([] { return ::operator new(100); }, [](void* memory) { ::operator delete(memory); }) == 1);
    constexpr std::align_val_t line{64};
    CHECK(counted([] { return ::operator new(100, line); }, [](void* memory) { ::operator delete(memory, line); }) ==
          1);
    const auto free_matrix = [](void* memory) { delete static_cast<Eigen::MatrixXd*>(memory); };
    CHECK(counted([] { return new Eigen::MatrixXd(10, 10); }, free_matrix) == 2);
}

TEST_CASE("a training step allocates nothing but the points of the path, with every optimizer") {
    for (const OptimizerRow& row : optimizers()) {
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

TEST_CASE("a training step allocates nothing but the points of the path, with every form of a second-order optimizer") {
    for (const Selection& optimizer :
         {selection_of("newton", {{"indefinite", 1}}), selection_of("newton", {{"indefinite", 2}, {"damping", 1}}),
          selection_of("newton", {{"backtracking", 0}, {"damping", 0.1}}),
          selection_of("gauss_newton", {{"scaling", 1}}),
          selection_of("lbfgs", {{"line_search", 0}, {"learning_rate", 0.01}}),
          selection_of("lbfgs", {{"line_search", 1}}), selection_of("lbfgs", {{"memory", 2}})}) {
        INFO(optimizer.id);
        Scenario scenario = small_scenario();
        scenario.optimizer = optimizer;
        check_steps(scenario);
    }
}

TEST_CASE(
    "a step of a second-order optimizer allocates nothing but the point of the path for as many parameters as it "
    "takes") {
    for (const auto& [id, width, classes] :
         {std::tuple{"newton", 19, 2}, {"gauss_newton", 25, 10}, {"lbfgs", 60, 10}}) {
        INFO(id);
        Scenario scenario = small_scenario();
        scenario.data.source = GeneratorSource{{"rings", {double(classes)}}, 100, 0.1, 1};
        scenario.loss = {"categorical_cross_entropy", {}};
        scenario.network.layers = {dense_layer(width), dense_layer(width)};
        scenario.optimizer = standard_selection(*find_row(optimizers(), id));
        check_steps(scenario, 3);
    }
}

TEST_CASE("a training step allocates nothing but the points of the path on several threads, either") {
    for (const auto& [id, width] : {std::pair{"adam", 40}, {"newton", 6}}) {
        INFO(id);
        Scenario scenario = small_scenario();
        scenario.data.source = GeneratorSource{standard_selection(*find_row(generators(), "circle")), 1000, 0.1, 1};
        scenario.batch_size = 600;
        scenario.network.layers = {dense_layer(width), dense_layer(width)};
        scenario.optimizer = standard_selection(*find_row(optimizers(), id));
        check_steps(scenario, 12, 3);
    }
}

TEST_CASE("a step that is refused, and tried again with more damping, allocates nothing but a point of the path") {
    Scenario scenario = small_scenario();
    scenario.batch_size = 100;
    scenario.optimizer = selection_of("gauss_newton", {{"learning_rate", 10}, {"damping", 1e-6}});
    const int refused = check_steps(scenario);
    CHECK(refused > 3);
    CHECK(refused < 20);
}

TEST_CASE("a training step allocates nothing but the points of the path, with every layer") {
    for (const LayerSpecification& layer : test::layer_cases())
        for (std::string_view id : {"adam", "newton", "gauss_newton", "lbfgs"}) {
            INFO(layer.layer.id << " and " << id);
            Scenario scenario = small_scenario();
            scenario.network.layers = {dense_layer(3), layer, dense_layer(4)};
            scenario.optimizer = standard_selection(*find_row(optimizers(), id));
            scenario.stop.patience = 1000;
            check_steps(scenario, id == "adam" ? 23 : 8);
        }
}

TEST_CASE("a training step allocates nothing but the points of the path, with every activation and loss") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        Scenario scenario = small_scenario();
        scenario.network.layers = {dense_layer(3, std::string(row.id))};
        check_steps(scenario);
    }
    for (const LossRow& row : losses())
        for (std::string_view id : {"adam", "gauss_newton"}) {
            INFO(row.id << " and " << id);
            Scenario scenario = small_scenario();
            scenario.loss = standard_selection(row);
            scenario.optimizer = standard_selection(*find_row(optimizers(), id));
            if (!row.fits(Task::classify, 2)) {
                scenario.task = Task::regress;
                scenario.data.source =
                    GeneratorSource{standard_selection(*find_row(generators(), "plane")), 100, 0.1, 1};
            }
            check_steps(scenario);
        }
}

TEST_CASE("a training step allocates nothing but the points of the path, once the path is thinned") {
    const auto trainer = make_trainer(small_scenario());
    train_epochs(*trainer, 60);
    long taken = 0, quiet_steps = 0;
    for (int step = 0; step < 300; ++step) {
        const long before = allocations();
        trainer->step(0);
        if (trainer->path().points().back().step == trainer->steps()) continue;
        taken += allocations() - before;
        ++quiet_steps;
    }
    CHECK(quiet_steps >= 150);
    CHECK(taken == 0);
}

TEST_CASE("a formula is evaluated without an allocation") {
    constexpr std::array<std::string_view, 2> names = {"x", "y"};
    const FormulaReading formula = read_formula("max(½·(x² + κ·y²), √|x|)·sin(x) − e^(−x·y)", names);
    REQUIRE(formula);
    const std::vector<double> x(300, 0.5), parameters = {2};
    std::vector<double> values(300), by_x(300), by_y(300);
    const std::array point = {0.5, 0.25};
    const long before = allocations();
    values[0] = formula->value(point, parameters) + formula->derivatives(point, parameters).value;
    formula->values(x, x, parameters, values);
    formula->gradients(x, x, parameters, values, by_x, by_y);
    CHECK(allocations() == before);
}
