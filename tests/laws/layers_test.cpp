#include "engine/network/layers.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int inputs = 3, samples = 5;

/// Numbers without a pattern, of size about 1.
std::vector<double> numbers(std::size_t count, double phase) {
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = std::sin(2.3 * double(i) + phase) + 0.1 * std::cos(double(i * i));
    return values;
}

/// Every layer row with every activation it can have.
std::vector<LayerSpecification> all_specifications() {
    std::vector<LayerSpecification> all;
    for (const LayerRow& row : layers())
        for (const ActivationRow& activation : activations()) {
            LayerSpecification specification = dense_layer(4, std::string(activation.id));
            specification.layer = standard_selection(row);
            all.push_back(specification);
            if (!row.has_activation) break;
        }
    return all;
}

template <class Scalar>
struct Run {
    std::vector<Scalar> output, cache, parameter_gradient, input_gradient;

    /// The gradient is that of Σ cᵢ·outputᵢ.
    Run(const Layer<Scalar>& layer, const std::vector<Scalar>& parameters, const std::vector<Scalar>& input,
        const std::vector<Scalar>& c)
        : output(std::size_t(layer.outputs() * samples)),
          cache(layer.cache_size(samples)),
          parameter_gradient(parameters.size()),
          input_gradient(input.size()) {
        const LayerMemory<Scalar> at = {parameters.data(), nullptr, input.data(), output.data(), cache.data()};
        layer.forward(at, {samples});
        std::vector<Scalar> output_gradient = c;
        layer.backward(at, {output_gradient.data(), parameter_gradient.data(), input_gradient.data()}, {samples});
    }

    double sum(const std::vector<Scalar>& c) const {
        double total = 0;
        for (std::size_t i = 0; i < output.size(); ++i) total += double(c[i]) * double(output[i]);
        return total;
    }
};

double central_difference(std::vector<double>& values, std::size_t i, const std::function<double()>& f) {
    const double kept = values[i], h = 1e-5;
    values[i] = kept + h;
    const double more = f();
    values[i] = kept - h;
    const double less = f();
    values[i] = kept;
    return (more - less) / (2 * h);
}

}  // namespace

TEST_CASE("every layer's gradients agree with central differences") {
    for (const LayerSpecification& specification : all_specifications()) {
        INFO(specification.layer.id << " with " << specification.activation.id);
        const LayerRow& row = *find_row(layers(), specification.layer.id);
        const auto layer = row.make<double>(specification, inputs);
        std::vector<double> parameters = numbers(layer->parameter_count(), 0.5), input = numbers(inputs * samples, 1);
        const std::vector<double> c = numbers(std::size_t(layer->outputs() * samples), 2);
        const auto f = [&] { return Run<double>(*layer, parameters, input, c).sum(c); };
        const Run<double> run(*layer, parameters, input, c);
        for (std::size_t i = 0; i < parameters.size(); ++i)
            REQUIRE_THAT(run.parameter_gradient[i], WithinAbs(central_difference(parameters, i, f), 1e-8));
        for (std::size_t i = 0; i < input.size(); ++i)
            REQUIRE_THAT(run.input_gradient[i], WithinAbs(central_difference(input, i, f), 1e-8));
    }
}

TEST_CASE("every layer gives the same in float and in double, up to rounding") {
    for (const LayerSpecification& specification : all_specifications()) {
        INFO(specification.layer.id << " with " << specification.activation.id);
        const LayerRow& row = *find_row(layers(), specification.layer.id);
        const auto precise = row.make<double>(specification, inputs);
        const auto single = row.make<float>(specification, inputs);
        const std::vector<double> parameters = numbers(precise->parameter_count(), 0.5),
                                  input = numbers(inputs * samples, 1);
        const std::vector<double> c = numbers(std::size_t(precise->outputs() * samples), 2);
        const Run<double> exact(*precise, parameters, input, c);
        const Run<float> rounded(*single, {parameters.begin(), parameters.end()}, {input.begin(), input.end()},
                                 {c.begin(), c.end()});
        for (std::size_t i = 0; i < exact.output.size(); ++i)
            REQUIRE_THAT(double(rounded.output[i]), WithinAbs(exact.output[i], 1e-5));
        for (std::size_t i = 0; i < parameters.size(); ++i)
            REQUIRE_THAT(double(rounded.parameter_gradient[i]), WithinAbs(exact.parameter_gradient[i], 1e-4));
    }
}

TEST_CASE("a layer's blocks cover its parameters exactly once") {
    for (const LayerSpecification& specification : all_specifications()) {
        const LayerRow& row = *find_row(layers(), specification.layer.id);
        const auto layer = row.make<float>(specification, inputs);
        CHECK(layer->outputs() == row.outputs(specification, inputs));
        std::size_t next = 0;
        for (const ParameterBlock& block : layer->blocks()) {
            CHECK(block.offset == next);
            next += block.size();
        }
        CHECK(next == layer->parameter_count());
    }
}

TEST_CASE("a perceptron with sigmoid computes what is worked out by hand") {
    LayerSpecification specification = dense_layer(1, "sigmoid");
    const auto layer = find_row(layers(), "dense")->make<double>(specification, 2);
    const double parameters[] = {2, -1, -3}, input[] = {-1, 1};  // z = −2 − 1 − 3 = −6
    double output = 0, cache = 0, slope = 1, parameter_gradient[3], input_gradient[2];
    const LayerMemory<double> at = {parameters, nullptr, input, &output, &cache};
    layer->forward(at, {1});
    CHECK_THAT(output, WithinRel(0.0024726231566347743, 1e-12));
    layer->backward(at, {&slope, parameter_gradient, input_gradient}, {1});
    const double derivative = 0.0024726231566347743 * (1 - 0.0024726231566347743);
    CHECK_THAT(parameter_gradient[0], WithinRel(-derivative, 1e-12));
    CHECK_THAT(parameter_gradient[2], WithinRel(derivative, 1e-12));
    CHECK_THAT(input_gradient[0], WithinRel(2 * derivative, 1e-12));
}

TEST_CASE("a layer that cannot be is refused with its place") {
    LayerSpecification specification = dense_layer(8, "swish");
    const Status unknown = check_layer(specification, "network.layers[1]");
    REQUIRE_FALSE(unknown);
    CHECK_THAT(unknown.error().message(), contains_text("network.layers[1].activation") && contains_text("relu"));
    CHECK_FALSE(check_layer(dense_layer(0), "layer"));
    CHECK_FALSE(check_layer(dense_layer(8, "tanh", "xavier"), "layer"));
    CHECK(check_layer(dense_layer(8), "layer"));
}
