#include "engine/network/narrow_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

template <class Scalar>
std::shared_ptr<const Network<Scalar>> network_of(int inputs, const std::vector<LayerSpecification>& layers,
                                                  int classes = 3,
                                                  const std::string& loss = "categorical_cross_entropy") {
    const auto network = Network<Scalar>::build({layers}, inputs, Task::classify, classes, {loss, {}});
    REQUIRE(network);
    return *network;
}

std::vector<LayerSpecification> dense_layers(const std::vector<int>& units, const std::string& activation) {
    std::vector<LayerSpecification> layers;
    for (const int each : units) layers.push_back(dense_layer(each, activation));
    return layers;
}

template <class Scalar>
std::vector<Scalar> parameters_of(const Network<Scalar>& network) {
    std::vector<Scalar> parameters(network.vector_size());
    for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] = Scalar(std::sin(1.3 * double(i) + 0.4));
    return parameters;
}

/// Input k of a sample, and ∂L/∂output k.
double input(int sample, int k) { return std::cos(0.7 * sample + 1.9 * k); }
double output_gradient(int sample, int k) { return std::sin(2.1 * sample + 0.3 * k) / 10; }

/// Outputs [units × samples], then the gradient of θ.
template <class Scalar>
std::vector<Scalar> by_network(const Network<Scalar>& network, int samples) {
    const std::vector<Scalar> parameters = parameters_of(network);
    NetworkWorkspace<Scalar> workspace = network.make_workspace(samples);
    for (int k = 0; k < network.inputs(); ++k)
        for (int i = 0; i < samples; ++i) workspace.activations[0][std::size_t(k * samples + i)] = Scalar(input(i, k));
    const Pass pass{samples};
    const Scalar* outputs = network.forward(parameters.data(), workspace, pass);
    std::vector<Scalar> result(outputs, outputs + network.outputs() * samples);
    for (int k = 0; k < network.outputs(); ++k)
        for (int i = 0; i < samples; ++i)
            workspace.gradients.back()[std::size_t(k * samples + i)] = Scalar(output_gradient(i, k));
    const std::size_t outputs_size = result.size();
    result.resize(outputs_size + network.parameter_count());
    network.backward(parameters.data(), workspace, pass, result.data() + outputs_size);
    return result;
}

template <class Scalar>
std::vector<Scalar> by_narrow(const Network<Scalar>& network, int samples) {
    const auto narrow = NarrowNetwork<Scalar>::make(network);
    REQUIRE(narrow);
    const std::vector<Scalar> parameters = parameters_of(network);
    auto memory = narrow->make_memory(samples);
    const int lanes = narrow->lanes(), columns = narrow->columns(samples);
    for (int i = 0; i < samples; ++i)
        for (int k = 0; k < network.inputs(); ++k) memory.outputs[std::size_t(i * lanes + k)] = Scalar(input(i, k));
    narrow->forward(parameters.data(), memory, samples);
    std::vector<Scalar> result;
    for (int k = 0; k < network.outputs(); ++k)
        for (int i = 0; i < samples; ++i) {
            result.push_back(memory.head_outputs[std::size_t(k * columns + i)]);
            memory.head_gradient[std::size_t(k * columns + i)] = Scalar(output_gradient(i, k));
        }
    // What lies behind the gradient must stay.
    std::vector<Scalar> gradient(network.parameter_count() + 16, Scalar(77));
    narrow->backward(parameters.data(), memory, samples, gradient.data());
    for (std::size_t i = network.parameter_count(); i < gradient.size(); ++i) CHECK(gradient[i] == Scalar(77));
    gradient.resize(network.parameter_count());
    result.insert(result.end(), gradient.begin(), gradient.end());
    return result;
}

template <class Scalar>
void check_alike(const Network<Scalar>& network, int samples, double tolerance) {
    const std::vector<Scalar> expected = by_network(network, samples), found = by_narrow(network, samples);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        if (!(std::abs(double(found[i]) - double(expected[i])) <= tolerance * (1 + std::abs(double(expected[i])))))
            FAIL_CHECK("number " << i << " of " << found.size() << " is " << found[i] << ", not " << expected[i]);
}

const std::vector<std::vector<int>>& shapes() {
    static const std::vector<std::vector<int>> shapes{{},     {1},          {4},    {4, 2},       {3, 4, 1}, {8},
                                                      {8, 8}, {5, 8, 7, 2}, {6, 3}, {8, 1, 8, 4}, {2, 5}};
    return shapes;
}

template <class Scalar>
void check_all_shapes(double tolerance) {
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth one(width);
        for (const std::vector<int>& shape : shapes())
            for (const int inputs : {1, 2, 3, 4, 7, 8})
                for (const int samples : {1, 2, 7, 10, 64}) {
                    INFO("width " << int(width) << ", " << inputs << " inputs, " << shape.size() << " hidden layers, "
                                  << samples << " samples");
                    check_alike(*network_of<Scalar>(inputs, dense_layers(shape, "tanh")), samples, tolerance);
                }
    }
}

}  // namespace

TEST_CASE("narrow networks learn as the network does, for every shape and batch") {
    check_all_shapes<float>(3e-5);
    check_all_shapes<double>(1e-12);
}

TEST_CASE("narrow networks learn as the network does, with every activation that looks at numbers one by one") {
    int checked = 0;
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        const auto network = network_of<double>(2, dense_layers({4, 3}, std::string(row.id)));
        CHECK(NarrowNetwork<double>::make(*network).has_value() == row.is_elementwise);
        if (!row.is_elementwise) continue;
        check_alike(*network, 10, 1e-12);
        check_alike(*network_of<double>(2, dense_layers({7, 3}, std::string(row.id))), 10, 1e-12);
        ++checked;
    }
    CHECK(checked == int(activations().size()) - 1);  // all but softmax
}

TEST_CASE("narrow networks learn as the network does where the last layer has an activation") {
    for (const int samples : {1, 7, 10})
        check_alike(*network_of<double>(2, dense_layers({4, 2}, "tanh"), 2, "mean_squared_error"), samples, 1e-12);
}

TEST_CASE("a network is narrow where all its layers are dense and have at most eight units and inputs") {
    const auto is_narrow = [](const auto& network) { return NarrowNetwork<float>::make(*network).has_value(); };
    CHECK(is_narrow(network_of<float>(8, dense_layers({8}, "relu"))));
    CHECK_FALSE(is_narrow(network_of<float>(9, dense_layers({8}, "relu"))));
    CHECK_FALSE(is_narrow(network_of<float>(2, dense_layers({8, 9}, "relu"))));
    CHECK_FALSE(is_narrow(network_of<float>(2, dense_layers({8}, "relu"), 9)));
    std::vector<LayerSpecification> with_norm = dense_layers({4}, "relu");
    with_norm.push_back(standard_layer(*find_row(layers(), "batch_norm")));
    CHECK_FALSE(is_narrow(network_of<float>(2, with_norm)));
}

TEST_CASE("what is not a number stays with the sample and the units that it belongs to") {
    const auto network = network_of<float>(2, dense_layers({4, 2}, "tanh"));
    const auto narrow = NarrowNetwork<float>::make(*network);
    REQUIRE(narrow);
    const std::vector<float> parameters = parameters_of(*network);
    auto memory = narrow->make_memory(3);
    memory.outputs[std::size_t(narrow->lanes())] = std::numeric_limits<float>::quiet_NaN();  // of sample 1
    narrow->forward(parameters.data(), memory, 3);
    for (int i = 0; i < 3; ++i)
        for (int k = 0; k < network->outputs(); ++k)
            CHECK(std::isnan(memory.head_outputs[std::size_t(k * narrow->columns(3) + i)]) == (i == 1));
}

TEST_CASE("what was not a number in one batch is not in sight of the next") {
    const auto network = network_of<float>(2, dense_layers({4, 2}, "tanh"), 2, "mean_squared_error");
    const auto narrow = NarrowNetwork<float>::make(*network);
    REQUIRE(narrow);
    const std::vector<float> parameters = parameters_of(*network);
    auto memory = narrow->make_memory(8);
    std::vector<float> gradient(network->parameter_count());
    const auto learn = [&](int samples, float number) {
        std::fill_n(memory.outputs.begin(), samples * narrow->lanes(), number);
        narrow->forward(parameters.data(), memory, samples);
        std::fill(memory.head_gradient.begin(), memory.head_gradient.end(), 0.f);
        std::fill_n(memory.head_gradient.begin(), samples, 1.f);
        narrow->backward(parameters.data(), memory, samples, gradient.data());
        return std::isfinite(std::accumulate(gradient.begin(), gradient.end(), 0.f));
    };
    CHECK_FALSE(learn(8, std::numeric_limits<float>::quiet_NaN()));
    CHECK(learn(3, 0.5f));
}
