#include "engine/network/network.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "engine/compute/penalty.hpp"
#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "tests/backend.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int coordinates = 2;

struct NetworkCase {
    std::string name;
    std::shared_ptr<const Network<double>> network;
};

NetworkCase make_case(std::string_view activation, int depth, const LossRow& loss, Task task, int classes) {
    NetworkSpecification specification;
    for (int i = 0; i < depth; ++i) specification.layers.push_back(dense_layer(3 + i, std::string(activation)));
    const std::string name = std::string(loss.id) + ", " + std::string(activation) + ", depth " +
                             std::to_string(depth) + ", " + std::to_string(classes) + " classes";
    return {name, *Network<double>::build(specification, coordinates, task, classes, standard_selection(loss))};
}

/// Every loss with every task it fits, every activation and every depth from none to four hidden layers.
std::vector<NetworkCase> all_network_cases() {
    std::vector<NetworkCase> cases;
    for (const LossRow& loss : losses())
        for (const TaskRow& task : tasks())
            for (int classes : task.has_classes ? std::vector{2, 4} : std::vector{0})
                for (const ActivationRow& activation : activations())
                    for (int depth = 0; depth <= 4; ++depth)
                        if (loss.fits(task.task, classes))
                            cases.push_back(make_case(activation.id, depth, loss, task.task, classes));
    return cases;
}

Samples<double> make_samples(const Network<double>& network, int count) {
    Samples<double> samples;
    samples.width = coordinates;
    for (int i = 0; i < count; ++i) samples.inputs.push_back(2 * std::sin(1.3 * i));
    for (int i = 0; i < count; ++i) samples.inputs.push_back(2 * std::cos(2.1 * i + 1));
    for (int i = 0; i < count; ++i) {
        const double target = network.classes() ? i % network.classes() : std::sin(0.7 * i);
        samples.targets.push_back(network.loss().code_target(target, network.task(), network.classes()));
        if (network.classes()) samples.classes.push_back(i % network.classes());
    }
    return samples;
}

std::vector<double> random_parameters(const Network<double>& network) {
    std::vector<double> parameters(network.parameter_count());
    network.initialize(parameters, 3);
    for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] += 0.2 * std::sin(1.9 * double(i) + 0.4);
    return parameters;
}

}  // namespace

TEST_CASE("every network's gradient, penalties included, agrees with central differences") {
    const Machine machine = tested_machine(1);
    const Regularization regularization{0.01, 0.02};
    for (const NetworkCase& each : all_network_cases()) {
        INFO(each.name);
        const Network<double>& network = *each.network;
        const auto samples = std::make_shared<const Samples<double>>(make_samples(network, 7));
        std::vector<double> parameters = random_parameters(network), gradient(parameters.size());
        const auto plan = machine.backend.row->plan<double>(
            {each.network, samples, samples, nullptr, {}, &optimizers().front(), samples->count(), machine.pool});
        const double loss = plan->gradient(parameters, gradient);
        CHECK_THAT(loss, WithinAbs(plan->metrics(parameters, Split::train).loss, 1e-12));
        add_penalty_gradient(regularization, network.blocks(), parameters.data(), gradient.data());

        const auto objective = [&] {
            return plan->metrics(parameters, Split::train).loss +
                   penalty_value(regularization, network.blocks(), parameters.data());
        };
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const double kept = parameters[i], h = 1e-6;
            parameters[i] = kept + h;
            const double more = objective();
            parameters[i] = kept - h;
            const double less = objective();
            parameters[i] = kept;
            INFO("parameter " << i);
            REQUIRE_THAT(gradient[i], WithinAbs((more - less) / (2 * h), 2e-7));
        }
    }
}

TEST_CASE("the output layer follows from task and loss") {
    const auto output = [](std::string_view loss, Task task, int classes) {
        const auto network = make_case("relu", 1, *find_row(losses(), loss), task, classes).network;
        return std::to_string(network->outputs()) + " " + network->specifications().back().activation.id;
    };
    CHECK(output("categorical_cross_entropy", Task::classify, 4) == "4 linear");
    CHECK(output("categorical_cross_entropy", Task::classify, 2) == "2 linear");
    CHECK(output("binary_cross_entropy", Task::classify, 2) == "1 linear");
    CHECK(output("mean_squared_error", Task::classify, 2) == "1 tanh");
    CHECK(output("mean_squared_error", Task::regress, 0) == "1 linear");
    CHECK(output("mean_squared_error", Task::curve, 0) == "1 linear");
}

TEST_CASE("a network's initial numbers are the same in float and double, and differ by seed and by layer") {
    NetworkSpecification specification;
    specification.layers = {dense_layer(6), dense_layer(6), dense_layer(6)};
    const Selection loss = {"mean_squared_error", {}};
    const auto precise = *Network<double>::build(specification, 6, Task::regress, 0, loss);
    const auto single = *Network<float>::build(specification, 6, Task::regress, 0, loss);
    std::vector<double> a(precise->parameter_count()), other(a.size());
    std::vector<float> b(a.size());
    precise->initialize(a, 5);
    single->initialize(b, 5);
    precise->initialize(other, 6);
    for (std::size_t i = 0; i < a.size(); ++i) REQUIRE(b[i] == float(a[i]));
    const auto blocks = precise->blocks();
    CHECK(a[blocks[0].offset] != other[blocks[0].offset]);
    CHECK(a[blocks[0].offset] != a[blocks[2].offset]);
    for (const ParameterBlock& block : blocks)
        if (!block.is_weight) CHECK(a[block.offset] == 0);
}
