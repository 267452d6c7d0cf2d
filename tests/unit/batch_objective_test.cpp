#include "engine/train/batch_objective.hpp"

#include <cmath>
#include <memory>
#include <numeric>

#include "engine/compute/penalty.hpp"
#include "tests/layer_cases.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

/// A scenario's objective over all training points, and parameters that are nowhere special.
template <class Scalar = double>
struct Asked {
    Problem<Scalar> problem;
    BatchObjective objective;
    std::vector<std::uint32_t> indices;
    std::vector<double> parameters;
    std::size_t count;

    explicit Asked(const Scenario& scenario)
        : problem(*build_problem<Scalar>(std::make_shared<const Scenario>(scenario), ".")),
          objective(problem, std::make_shared<ThreadPool>(1)),
          indices(problem.train->count()),
          count(problem.network->parameter_count()) {
        std::iota(indices.begin(), indices.end(), 0u);
        parameters.resize(problem.network->vector_size());
        std::vector<Scalar> initial(parameters.size());
        problem.network->initialize(initial, 1);  // for the buffers
        std::copy(initial.begin(), initial.end(), parameters.begin());
        for (std::size_t i = 0; i < count; ++i) parameters[i] = 0.7 * std::sin(double(3 * i + 1));
        objective.take(indices, {}, parameters);
    }
    std::vector<double> gradient(const std::vector<double>& at) {
        std::vector<double> result(count);
        objective.loss(std::span(at).first(count), result);
        return result;
    }
    /// Of all samples in one pass.
    std::vector<double> outputs(const std::vector<double>& at, const Pass& pass) const {
        NetworkWorkspace<double> workspace = problem.network->make_workspace(pass.samples);
        std::copy(problem.train->inputs.begin(), problem.train->inputs.end(), workspace.activations[0].begin());
        const double* first = problem.network->forward(at.data(), workspace, pass);
        return {first, first + pass.samples * problem.network->outputs()};
    }
    std::vector<double> moved(double h) const {
        std::vector<double> result = parameters;
        for (std::size_t i = 0; i < count; ++i) result[i] += h * direction(i);
        return result;
    }
    static double direction(std::size_t i) { return std::cos(double(5 * i)); }
};

Scenario regression(std::string loss, std::vector<LayerSpecification> layers) {
    Scenario scenario = diverging_scenario();
    scenario.loss = standard_selection(*find_row(losses(), loss));
    scenario.network.layers = std::move(layers);
    scenario.regularization = {0, 0.05};
    return scenario;
}

}  // namespace

TEST_CASE("the objective of a batch is the trainer's loss with penalty, whatever the trainer's precision") {
    Scenario scenario = small_scenario();
    scenario.regularization = {0.003, 0.02};
    Asked<double> precise(scenario);
    Asked<float> single(scenario);
    const auto trainer = make_trainer<double>(scenario);
    std::vector<double> expected(precise.count);
    const double loss = trainer->evaluate_gradient(precise.parameters, expected);
    CHECK_THAT(precise.objective.loss(precise.parameters, {}), WithinRel(loss, 1e-14));
    CHECK(precise.objective.loss(precise.parameters, {}) == single.objective.loss(precise.parameters, {}));
    const std::vector<double> gradient = precise.gradient(precise.parameters);
    for (std::size_t i = 0; i < precise.count; ++i) CHECK_THAT(gradient[i], WithinAbs(expected[i], 1e-14));
    CHECK(single.gradient(precise.parameters) == gradient);
}

TEST_CASE("the Hessian is symmetric and tells how the gradient changes along any direction") {
    for (const char* loss : {"mean_squared_error", "binary_cross_entropy", "categorical_cross_entropy", "focal"}) {
        INFO(loss);
        Scenario scenario = small_scenario();
        scenario.loss = standard_selection(*find_row(losses(), loss));
        scenario.regularization = {0, 0.02};
        Asked asked(scenario);
        std::vector<double> hessian(asked.count * asked.count);
        asked.objective.hessian(asked.parameters, hessian);
        const double h = 1e-4;
        const auto ahead = asked.gradient(asked.moved(h)), behind = asked.gradient(asked.moved(-h));
        for (std::size_t i = 0; i < asked.count; ++i) {
            double along = 0;
            for (std::size_t j = 0; j < asked.count; ++j) {
                along += hessian[i * asked.count + j] * asked.direction(j);
                REQUIRE(hessian[i * asked.count + j] == hessian[j * asked.count + i]);
            }
            CHECK_THAT(along, WithinAbs((ahead[i] - behind[i]) / (2 * h), 1e-6));
        }
    }
}

TEST_CASE("without hidden layers the Gauss-Newton matrix of every loss is its Hessian") {
    for (const LossRow& loss : losses())
        for (int classes : {0, 2, 3}) {
            const Task task = classes == 0 ? Task::regress : Task::classify;
            if (!loss.fits(task, classes) || loss.output_activation(task, classes) != "linear") continue;
            INFO(loss.id << " of " << classes << " classes");
            Scenario scenario = classes == 0 ? regression(std::string(loss.id), {}) : small_scenario();
            if (classes > 0) scenario.data.source = GeneratorSource{{"rings", {double(classes)}}, 60, 0.1, 1};
            scenario.network.layers.clear();
            scenario.loss = standard_selection(loss);
            Asked asked(scenario);
            std::vector<double> hessian(asked.count * asked.count), gauss_newton(hessian.size());
            asked.objective.hessian(asked.parameters, hessian);
            asked.objective.gauss_newton(asked.parameters, gauss_newton);
            for (std::size_t i = 0; i < hessian.size(); ++i)
                CHECK_THAT(gauss_newton[i], WithinAbs(hessian[i], 1e-6 * (1 + std::abs(hessian[i]))));
        }
}

TEST_CASE(
    "through every layer, in one pass of training: the Hessian tells how the gradient changes, the Gauss-Newton "
    "matrix of squared errors is the square of the outputs' change, to first order") {
    for (const LayerSpecification& layer : test::layer_cases()) {
        INFO(layer.layer.id);
        Asked asked(regression("mean_squared_error", {dense_layer(4), layer, dense_layer(3)}));
        Pass pass;
        pass.training = true;
        pass.seed = 3;
        pass.step = 5;
        asked.objective.take(asked.indices, pass, asked.parameters);
        std::vector<double> matrix(asked.count * asked.count);
        const auto times_direction = [&](std::size_t i) {
            double sum = 0;
            for (std::size_t j = 0; j < asked.count; ++j) sum += matrix[i * asked.count + j] * asked.direction(j);
            return sum;
        };
        const double h = 1e-5;
        asked.objective.hessian(std::span(asked.parameters).first(asked.count), matrix);
        const auto above = asked.gradient(asked.moved(h)), below = asked.gradient(asked.moved(-h));
        for (std::size_t i = 0; i < asked.count; ++i)
            CHECK_THAT(times_direction(i), WithinAbs((above[i] - below[i]) / (2 * h), 1e-4));

        asked.objective.gauss_newton(std::span(asked.parameters).first(asked.count), matrix);
        double quadratic = 0;
        for (std::size_t i = 0; i < asked.count; ++i) quadratic += asked.direction(i) * times_direction(i);
        pass.samples = int(asked.indices.size());
        const auto ahead = asked.outputs(asked.moved(h), pass), behind = asked.outputs(asked.moved(-h), pass);
        double expected = 0;
        for (std::size_t i = 0; i < ahead.size(); ++i)
            expected += 2 * std::pow((ahead[i] - behind[i]) / (2 * h), 2) / double(ahead.size());
        for (const ParameterBlock& block : asked.problem.network->blocks())
            for (std::size_t i = block.offset; block.is_weight && i < block.offset + block.size(); ++i)
                expected += 2 * 0.05 * std::pow(asked.direction(i), 2);
        CHECK_THAT(quadratic, WithinRel(expected, 1e-6));
    }
}
