#include "engine/train/batch_objective.hpp"

#include <cmath>
#include <numeric>

#include "engine/train/penalty.hpp"
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
        : problem(*build_problem<Scalar>(scenario, ".", nullptr)),
          objective(problem, std::make_shared<ThreadPool>(1)),
          indices(problem.train->count()),
          count(problem.network->parameter_count()) {
        std::iota(indices.begin(), indices.end(), 0u);
        for (std::size_t i = 0; i < count; ++i) parameters.push_back(0.7 * std::sin(double(3 * i + 1)));
        objective.take(indices, {}, parameters);
    }
    std::vector<double> gradient(const std::vector<double>& at) {
        std::vector<double> result(count);
        objective.loss(at, result);
        return result;
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
        for (bool is_number : {true, false}) {
            if (!loss.fits(is_number ? Task::regress : Task::classify, is_number ? 0 : 2)) continue;
            if (!is_number && loss.id == "mean_squared_error") continue;  // has a tanh behind its output
            INFO(loss.id);
            Scenario scenario = is_number ? regression(std::string(loss.id), {}) : small_scenario();
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

TEST_CASE("the Gauss-Newton matrix of squared errors is the square of the outputs' change, to first order") {
    Asked asked(regression("mean_squared_error", {dense_layer(4), dense_layer(3)}));
    std::vector<double> matrix(asked.count * asked.count);
    asked.objective.gauss_newton(asked.parameters, matrix);
    double quadratic = 0, expected = 0;
    for (std::size_t i = 0; i < asked.count; ++i)
        for (std::size_t j = 0; j < asked.count; ++j)
            quadratic += asked.direction(i) * matrix[i * asked.count + j] * asked.direction(j);

    const Network<double>& network = *asked.problem.network;
    const Samples<double>& samples = *asked.problem.train;
    NetworkWorkspace<double> workspace = network.make_workspace(1);
    const double h = 1e-5;
    for (std::size_t sample = 0; sample < samples.count(); ++sample) {
        std::copy_n(samples.input(sample), samples.width, workspace.activations[0].begin());
        const double ahead = *network.forward(asked.moved(h).data(), workspace, {1});
        const double behind = *network.forward(asked.moved(-h).data(), workspace, {1});
        expected += 2 * std::pow((ahead - behind) / (2 * h), 2) / double(samples.count());
    }
    for (const ParameterBlock& block : network.blocks())
        for (std::size_t i = block.offset; block.is_weight && i < block.offset + block.size(); ++i)
            expected += 2 * 0.05 * std::pow(asked.direction(i), 2);
    CHECK_THAT(quadratic, WithinRel(expected, 1e-8));
}
