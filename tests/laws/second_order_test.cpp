// Optimizers that ask for more than a gradient, by what the textbooks prove of them.

#include <Eigen/Cholesky>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/surface_objective.hpp"
#include "engine/train/trainer.hpp"
#include "tests/backend.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Selection selection_of(std::string_view id, std::vector<std::pair<std::string_view, double>> changes) {
    const OptimizerRow& row = *find_row(optimizers(), id);
    Selection selection = standard_selection(row);
    for (const auto& [key, value] : changes) selection.values[std::size_t(index_of_setting(row.settings, key))] = value;
    return selection;
}

RacerPath race(const Selection& surface, const Selection& optimizer, std::array<double, 2> start, std::uint64_t steps) {
    RaceSpecification specification{surface, {{"racer", optimizer}}};
    specification.start = start;
    const Result<RaceResult> result = run_race(specification, steps);
    REQUIRE(result);
    return result->paths[0];
}

/// Points of a plane y = 2·x₁ − x₂ + 0.5 with something added that is no plane.
Scenario plane_scenario() {
    Scenario scenario = standard_scenario();
    scenario.task = Task::regress;
    PointsSource source;
    for (int i = 0; i < 30; ++i) {
        const double x1 = (7 * i % 30 - 15) / 10.0, x2 = (11 * i % 30 - 13) / 10.0;
        source.points.push_back({x1, x2, 2 * x1 - x2 + 0.5 + 0.3 * std::sin(double(i))});
    }
    scenario.data = {source, 0, 1};
    scenario.features = {"x1", "x2"};
    scenario.network.layers.clear();
    scenario.loss = {"mean_squared_error", {}};
    scenario.batch_size = 30;
    return scenario;
}

/// The plane that the normal equations give: two weights and a bias.
Eigen::Vector3d least_squares(const Scenario& scenario) {
    Eigen::Matrix3d sums = Eigen::Matrix3d::Zero();
    Eigen::Vector3d right = Eigen::Vector3d::Zero();
    for (const Point& point : std::get<PointsSource>(scenario.data.source).points) {
        const Eigen::Vector3d x(point.x1, point.x2, 1);
        sums += x * x.transpose();
        right += point.target * x;
    }
    return sums.llt().solve(right);
}

template <class Scalar>
std::unique_ptr<Trainer<Scalar>> trainer_of(const Scenario& scenario) {
    auto trainer = Trainer<Scalar>::create(scenario, ".", tested_machine(1));
    if (!trainer) FAIL(trainer.error().message());
    return std::move(*trainer);
}

Scenario circle_scenario(const Selection& optimizer, std::vector<LayerSpecification> layers) {
    Scenario scenario = standard_scenario();
    scenario.data = {GeneratorSource{{"circle", {}}, 100, 0.1, 1}, 0.3, 1};
    scenario.features = {"x1", "x2"};
    scenario.network.layers = std::move(layers);
    scenario.optimizer = optimizer;
    scenario.batch_size = 100;
    return scenario;
}

/// A surface that counts what it is asked.
struct CountingSurface : SurfaceObjective {
    using SurfaceObjective::SurfaceObjective;
    int losses = 0;

    double loss(std::span<const double> at, std::span<double> gradient) override {
        ++losses;
        return SurfaceObjective::loss(at, gradient);
    }
};

}  // namespace

TEST_CASE("Newton's first step without damping ends at the bottom of any quadratic, in every form") {
    for (double form : {0.0, 1.0, 2.0})
        for (double angle : {0.0, 20.0, 90.0})
            for (double condition : {1.0, 30.0, 1000.0}) {
                INFO("form " << form << ", angle " << angle << ", condition " << condition);
                const Selection newton = selection_of("newton", {{"damping", 0}, {"indefinite", form}});
                const RacerPath path = race({"quadratic_ravine", {condition, angle}}, newton, {-4.6, 1.3}, 1);
                CHECK(std::hypot(path.steps[1].x, path.steps[1].y) < 1e-12);
            }
}

TEST_CASE("Newton's damped step along each axis is g / (e + λ), times the rate") {
    const Selection newton = selection_of("newton", {{"learning_rate", 0.5}, {"damping", 2}});
    const RacerPath path = race({"quadratic_ravine", {30, 0}}, newton, {1, 1}, 1);
    CHECK_THAT(path.steps[1].x, WithinAbs(1 - 0.5 * 1 / 3.0, 1e-14));
    CHECK_THAT(path.steps[1].y, WithinAbs(1 - 0.5 * 30 / 32.0, 1e-14));
}

TEST_CASE("Newton without backtracking converges on a quadratic at any rate below 2, and diverges above, whatever κ") {
    for (double condition : {1.0, 30.0, 1000.0})
        for (const auto& [rate, converges] : {std::pair{0.1, true}, {1.96, true}, {2.04, false}}) {
            INFO("condition " << condition << ", rate " << rate);
            const Selection newton =
                selection_of("newton", {{"learning_rate", rate}, {"damping", 0}, {"backtracking", 0}});
            const RaceStep end = race({"quadratic_ravine", {condition, 20}}, newton, {-0.5, 0.3}, 400).steps.back();
            CHECK((std::hypot(end.x, end.y) < 1e-6) == converges);
            CHECK((std::hypot(end.x, end.y) > 1e3) == !converges);
        }
}

TEST_CASE("at a saddle Newton goes to it as it is, and away from it where negative curvature is turned or shifted") {
    const auto end = [](double form) {
        const Selection newton = selection_of("newton", {{"damping", 0}, {"indefinite", form}});
        return race({"saddle", {}}, newton, {-1.6, 0.02}, 3).steps.back();
    };
    CHECK(std::hypot(end(2).x, end(2).y) < 1e-12);
    CHECK_THAT(end(0).y, WithinRel(0.02 * 8, 1e-12));  // −g/|e| doubles y
    CHECK(std::abs(end(0).x) < 1e-12);
    CHECK(std::abs(end(1).y) > 100);  // the least curvature is a thousandth of the largest: long steps
}

TEST_CASE("second-order rules converge on Rosenbrock from (−1.2, 1), the last steps superlinearly") {
    for (std::string_view id : {"newton", "gauss_newton", "lbfgs"}) {
        INFO(id);
        const RacerPath path = race({"rosenbrock", {}}, selection_of(id, {}), {-1.2, 1}, 45);
        std::vector<double> distances;
        for (const RaceStep& step : path.steps) distances.push_back(std::hypot(step.x - 1, step.y - 1));
        CHECK(distances.back() < 1e-10);
        const auto near = std::ranges::find_if(distances, [](double distance) { return distance < 1e-2; });
        const auto done = std::ranges::find_if(distances, [](double distance) { return distance < 1e-10; });
        REQUIRE(near != distances.end());
        CHECK(done - near <= 6);  // gradient descent needs thousands
    }
}

TEST_CASE("L-BFGS needs fewer than 60 looks at Rosenbrock's valley, whichever line search it has") {
    for (double search : {1.0, 2.0}) {
        INFO("line search " << search);
        const auto surface = make_surface(Selection{"rosenbrock", {}}).value();
        CountingSurface objective(*surface);
        const OptimizerRow& row = *find_row(optimizers(), "lbfgs");
        OptimizerState<double> lbfgs(row, {1, 10, search}, 2);
        std::vector<double> x = {-1.2, 1}, gradient(2);
        double loss = 1;
        int steps = 0;
        for (; steps < 100 && loss > 1e-12; ++steps) {
            loss = objective.loss(x, gradient);
            REQUIRE(lbfgs.update(x, objective, loss, gradient));
        }
        CHECK(loss <= 1e-12);
        CHECK(objective.losses - steps < (search == 1.0 ? 100 : 60));
    }
}

TEST_CASE("Armijo's and Wolfe's searches never raise the loss, and L-BFGS lowers a convex quadratic in every step") {
    for (double search : {1.0, 2.0})
        for (const char* surface : {"quadratic_ravine", "rosenbrock", "himmelblau"}) {
            INFO(surface << ", line search " << search);
            const Selection lbfgs = selection_of("lbfgs", {{"line_search", search}});
            const SurfaceRow& row = *find_row(surfaces(), surface);
            const RacerPath path = race(standard_selection(row), lbfgs, row.start, 30);
            for (std::size_t i = 1; i < path.steps.size(); ++i) {
                CHECK(path.steps[i].loss <= path.steps[i - 1].loss);
                if (std::string(surface) == "quadratic_ravine" && path.steps[i - 1].loss > 1e-20)
                    CHECK(path.steps[i].loss < path.steps[i - 1].loss);
            }
        }
}

TEMPLATE_TEST_CASE("one Gauss-Newton step with damping next to 0 solves the normal equations of a linear model", "",
                   float, double) {
    Scenario scenario = plane_scenario();
    scenario.optimizer = selection_of("gauss_newton", {{"damping", 0}});
    const auto trainer = trainer_of<TestType>(scenario);
    trainer->step(0);
    const Eigen::Vector3d expected = least_squares(scenario);
    const double tolerance = std::is_same_v<TestType, float> ? 1e-6 : 1e-10;
    for (std::size_t i = 0; i < 3; ++i)
        CHECK_THAT(double(trainer->parameters()[i]), WithinAbs(expected[Eigen::Index(i)], tolerance));
}

TEST_CASE("so does one step of Newton's, by the Hessian of the linear model's loss") {
    Scenario scenario = plane_scenario();
    scenario.optimizer = selection_of("newton", {{"damping", 0}});
    const auto trainer = trainer_of<double>(scenario);
    trainer->step(0);
    const Eigen::Vector3d expected = least_squares(scenario);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK_THAT(trainer->parameters()[i], WithinAbs(expected[Eigen::Index(i)], 1e-8));
}

TEST_CASE("a Gauss-Newton step that would not lower the loss keeps the parameters; the next is damped more") {
    // Straight across from the flank of Rosenbrock's valley the linear model overshoots up the other flank.
    for (double scaling : {0.0, 1.0}) {
        const Selection gauss_newton = selection_of("gauss_newton", {{"damping", 1e-6}, {"scaling", scaling}});
        const RacerPath path = race({"himmelblau", {}}, gauss_newton, {0.1, -0.1}, 60);
        int kept = 0;
        for (std::size_t i = 1; i < path.steps.size(); ++i) {
            CHECK(path.steps[i].loss <= path.steps[i - 1].loss);
            kept += path.steps[i].x == path.steps[i - 1].x && path.steps[i].loss > 1e-12;
        }
        CHECK(kept > 0);
        CHECK(path.steps.back().loss < 1e-12);
    }
}

TEST_CASE("on a network of both circles each of them gets lower in 30 steps than Adam in 300") {
    const std::vector<LayerSpecification> layers = {dense_layer(4), dense_layer(3)};
    const auto loss_after = [&](const Selection& optimizer, int steps) {
        const auto trainer = trainer_of<float>(circle_scenario(optimizer, layers));
        for (int step = 0; step < steps; ++step) trainer->step(0);
        return trainer->train_metrics().loss;
    };
    const double adam = loss_after(selection_of("adam", {{"learning_rate", 0.01}}), 300);
    CAPTURE(adam);
    for (std::string_view id : {"newton", "gauss_newton", "lbfgs"}) {
        INFO(id << ", Adam " << adam);
        CHECK(loss_after(selection_of(id, {}), 30) < adam);
    }
}

TEST_CASE("weights decay beside second-order steps, too") {
    for (std::string_view id : {"newton", "gauss_newton"}) {  // next to no steps of their own
        INFO(id);
        Scenario scenario =
            circle_scenario(selection_of(id, {{"learning_rate", 1e-6}, {"damping", 1000}}), {dense_layer(4)});
        scenario.regularization.decoupled_weight_decay = 10;
        const auto trainer = trainer_of<double>(scenario);
        const double before = trainer->parameters()[0];
        trainer->step(0);
        CHECK_THAT(trainer->parameters()[0] / before, WithinAbs(1 - 1e-5, 1e-8));
    }
}

TEST_CASE("too many parameters for a rule are refused in words that say how many are right") {
    for (const OptimizerRow& row : optimizers()) {
        if (!row.asks_objective()) continue;
        INFO(row.id);
        const auto trainer = [&](int units) {
            return Trainer<float>::create(
                circle_scenario(standard_selection(row), {dense_layer(units), dense_layer(units)}), ".",
                tested_machine(1));
        };
        CHECK(trainer(8));
        const auto refused = trainer(400);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().where == "optimizer");
        CHECK_THAT(refused.error().what, contains_text(std::to_string(row.rule.most_parameters)) &&
                                             contains_text(std::string(row.id)) && contains_text("162001"));
    }
}

TEST_CASE("a second-order step that is interrupted has not been, wherever it was; the bits are the same") {
    for (std::string_view id : {"newton", "gauss_newton", "lbfgs"}) {
        INFO(id);
        const Scenario scenario = circle_scenario(selection_of(id, {}), {dense_layer(4)});
        const auto undisturbed = trainer_of<double>(scenario), trainer = trainer_of<double>(scenario);
        std::atomic<bool> interrupted{false};
        trainer->interrupt_by(&interrupted);
        for (int attempt = 0; trainer->steps() < 10; ++attempt) {
            interrupted = attempt % 3 != 0;
            const std::vector<double> before(trainer->parameters().begin(), trainer->parameters().end());
            const std::uint64_t steps = trainer->steps();
            CHECK(trainer->step(0));
            if (!interrupted) continue;
            CHECK(trainer->steps() == steps);
            CHECK(std::ranges::equal(trainer->parameters(), before));
        }
        while (undisturbed->steps() < 10) undisturbed->step(0);
        CHECK(std::ranges::equal(trainer->parameters(), undisturbed->parameters()));
    }
}

TEST_CASE("wherever within a step the objective is interrupted, nothing has changed") {
    struct Interrupted : CountingSurface {
        using CountingSurface::CountingSurface;
        int questions = 0, most = 0;
        void hessian(std::span<const double> at, std::span<double> matrix) override {
            ++questions;
            CountingSurface::hessian(at, matrix);
        }
        void gauss_newton(std::span<const double> at, std::span<double> matrix) override {
            ++questions;
            CountingSurface::gauss_newton(at, matrix);
        }
        bool is_interrupted() const override { return questions + losses > most; }
    };
    const auto surface = make_surface(Selection{"rosenbrock", {}}).value();
    for (std::string_view id : {"newton", "gauss_newton", "lbfgs"})
        for (int most = 0; most < 3; ++most) {
            INFO(id << ", after " << most);
            const OptimizerRow& row = *find_row(optimizers(), id);
            OptimizerState<double> optimizer(row, standard_values(row.settings), 2);
            SurfaceObjective undisturbed(*surface);
            std::vector<double> x = {-1.2, 1}, gradient(2);
            for (int step = 0; step < 3; ++step) {  // so that there is something in memory
                const double loss = undisturbed.loss(x, gradient);
                REQUIRE(optimizer.update(x, undisturbed, loss, gradient));
            }
            Interrupted objective(*surface);
            objective.most = most;
            const double loss = undisturbed.loss(x, gradient);
            const std::vector<double> before = x, memory = optimizer.memory;
            const bool is_done = optimizer.update(x, objective, loss, gradient);
            CHECK(is_done == (objective.questions + objective.losses <= most));
            CHECK(optimizer.step == (is_done ? 4 : 3));
            if (is_done) continue;
            CHECK(x == before);
            CHECK(optimizer.memory == memory);
        }
}

TEST_CASE("second-order steps have the same bits for any number of threads") {
    for (std::string_view id : {"newton", "gauss_newton", "lbfgs"}) {
        INFO(id);
        const Scenario scenario = circle_scenario(selection_of(id, {}), {dense_layer(5)});
        const auto after = [&](int threads) {
            auto trainer = Trainer<float>::create(scenario, ".", tested_machine(threads));
            REQUIRE(trainer);
            for (int step = 0; step < 5; ++step) (*trainer)->step(0);
            return std::vector<float>((*trainer)->parameters().begin(), (*trainer)->parameters().end());
        };
        CHECK(after(3) == after(1));
    }
}
