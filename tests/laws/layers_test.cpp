#include "engine/network/layers.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "tests/catch.hpp"
#include "tests/layer_cases.hpp"

using namespace ravine;
using ravine::test::layer_cases;
using ravine::test::layer_of;
using ravine::test::residual_of;

namespace {

constexpr int inputs = 3, samples = 5;

/// Numbers without a pattern, of size about 1.
std::vector<double> numbers(std::size_t count, double phase) {
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = std::sin(2.3 * double(i) + phase) + 0.1 * std::cos(double(i * i));
    return values;
}

/// Running variances among them.
std::vector<double> positive_numbers(std::size_t count) {
    std::vector<double> values = numbers(count, 4);
    for (double& value : values) value = std::abs(value) + 0.2;
    return values;
}

struct LayerCase {
    LayerSpecification specification;
    Pass pass;
    std::string words;
};

Pass training_pass(std::uint64_t step = 3) {
    Pass pass{samples};
    pass.training = true;
    pass.seed = 11;
    pass.step = step;
    return pass;
}

/// Every layer with every activation it can have, in prediction and in training.
std::vector<LayerCase> all_layer_cases() {
    std::vector<LayerCase> all;
    for (LayerSpecification specification : layer_cases())
        for (const ActivationRow& activation : activations()) {
            const bool has_activation = find_row(layers(), specification.layer.id)->has_activation;
            if (has_activation) specification.activation = standard_selection(activation);
            const std::string words = specification.layer.id + " with " + specification.activation.id;
            all.push_back({specification, Pass{samples}, words + " in prediction"});
            all.push_back({specification, training_pass(), words + " in training"});
            if (!has_activation) break;
        }
    return all;
}

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make(const LayerSpecification& specification, int width = inputs) {
    return find_row(layers(), specification.layer.id)->make<Scalar>(specification, width);
}

template <class Scalar>
struct Run {
    std::vector<Scalar> output, cache, parameter_gradient, input_gradient;

    /// The gradient is that of Σ cᵢ·outputᵢ.
    Run(const Layer<Scalar>& layer, const std::vector<Scalar>& parameters, const std::vector<Scalar>& buffers,
        const std::vector<Scalar>& input, const std::vector<Scalar>& c, const Pass& pass)
        : output(std::size_t(layer.outputs() * pass.samples)),
          cache(layer.cache_size(pass.samples)),
          parameter_gradient(parameters.size()),
          input_gradient(input.size()) {
        const LayerMemory<Scalar> at = {parameters.data(), buffers.data(), input.data(), output.data(), cache.data()};
        layer.forward(at, pass);
        const std::vector<Scalar> forward_output = output;
        std::vector<Scalar> output_gradient = c;
        layer.backward(at, {output_gradient.data(), parameter_gradient.data(), input_gradient.data()}, pass);
        REQUIRE(output == forward_output);
    }

    double sum(const std::vector<Scalar>& c) const {
        double total = 0;
        for (std::size_t i = 0; i < output.size(); ++i) total += double(c[i]) * double(output[i]);
        return total;
    }
};

/// Samples first … of numbers [units × samples].
std::vector<double> columns_of(const std::vector<double>& numbers, int first, int count) {
    std::vector<double> part;
    for (std::size_t row = 0; row < numbers.size(); row += samples)
        part.insert(part.end(), numbers.begin() + std::ptrdiff_t(row) + first,
                    numbers.begin() + std::ptrdiff_t(row) + first + count);
    return part;
}

/// A layer with numbers to run on.
struct Trial {
    std::unique_ptr<Layer<double>> layer;
    std::vector<double> parameters, buffers, input, c;

    explicit Trial(const LayerSpecification& specification)
        : layer(make<double>(specification)),
          parameters(numbers(layer->parameter_count(), 0.5)),
          buffers(positive_numbers(layer->buffer_count())),
          input(numbers(inputs * samples, 1)),
          c(numbers(std::size_t(layer->outputs() * samples), 2)) {}

    Run<double> run(const Pass& pass) const { return {*layer, parameters, buffers, input, c, pass}; }

    /// Output of `count` samples from `first` on, alone.
    std::vector<double> output_of(int first, int count, Pass pass) const {
        pass.samples = count;
        pass.first_sample = first;
        return Run<double>(*layer, parameters, buffers, columns_of(input, first, count), c, pass).output;
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

std::vector<float> to_float(const std::vector<double>& values) { return {values.begin(), values.end()}; }

}  // namespace

TEST_CASE("every layer's gradients agree with central differences, in prediction and through a batch's statistics") {
    for (const LayerCase& each : all_layer_cases()) {
        INFO(each.words);
        Trial trial(each.specification);
        const auto f = [&] { return trial.run(each.pass).sum(trial.c); };
        const Run<double> run = trial.run(each.pass);
        for (std::size_t i = 0; i < trial.parameters.size(); ++i) {
            INFO("parameter " << i);
            REQUIRE_THAT(run.parameter_gradient[i], WithinAbs(central_difference(trial.parameters, i, f), 2e-7));
        }
        for (std::size_t i = 0; i < trial.input.size(); ++i) {
            INFO("input " << i);
            REQUIRE_THAT(run.input_gradient[i], WithinAbs(central_difference(trial.input, i, f), 2e-7));
        }
    }
}

TEST_CASE("every layer gives the same in float and in double, up to rounding") {
    for (const LayerCase& each : all_layer_cases()) {
        INFO(each.words);
        const Trial trial(each.specification);
        const Run<double> exact = trial.run(each.pass);
        const Run<float> rounded(*make<float>(each.specification), to_float(trial.parameters), to_float(trial.buffers),
                                 to_float(trial.input), to_float(trial.c), each.pass);
        for (std::size_t i = 0; i < exact.output.size(); ++i)
            REQUIRE_THAT(double(rounded.output[i]), WithinAbs(exact.output[i], 2e-5));
        for (std::size_t i = 0; i < trial.parameters.size(); ++i)
            REQUIRE_THAT(double(rounded.parameter_gradient[i]), WithinAbs(exact.parameter_gradient[i], 3e-4));
        for (std::size_t i = 0; i < trial.input.size(); ++i)
            REQUIRE_THAT(double(rounded.input_gradient[i]), WithinAbs(exact.input_gradient[i], 3e-4));
    }
}

TEST_CASE("a sample's output does not depend on where a batch is cut, but where its layer couples samples") {
    for (const LayerCase& each : all_layer_cases()) {
        INFO(each.words);
        const Trial trial(each.specification);
        const bool coupled = each.pass.training && trial.layer->couples_samples();
        const std::vector<double> output = trial.run(each.pass).output;
        CHECK((trial.output_of(0, 2, each.pass) == columns_of(output, 0, 2)) != coupled);
        CHECK((trial.output_of(2, 3, each.pass) == columns_of(output, 2, 3)) != coupled);
    }
}

TEST_CASE(
    "a layer's blocks cover its parameters, then its buffers, exactly once; what it remembers is of whole batches") {
    for (const LayerSpecification& specification : layer_cases()) {
        INFO(specification.layer.id);
        const LayerRow& row = *find_row(layers(), specification.layer.id);
        const auto layer = row.make<float>(specification, inputs);
        CHECK(layer->outputs() == row.outputs(specification, inputs));
        std::size_t learned = 0, remembered = 0;
        for (const ParameterBlock& block : layer->blocks()) {
            CHECK(block.offset == (block.is_learned ? learned : remembered));
            CHECK((!block.is_learned || remembered == 0));
            (block.is_learned ? learned : remembered) += block.size();
        }
        CHECK(learned == layer->parameter_count());
        CHECK(remembered == layer->buffer_count());
        CHECK((remembered == 0 || layer->couples_samples()));
    }
}

TEST_CASE("a dense layer with an activation gives the bits of that activation of the linear layer's outputs") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        LayerSpecification specification = dense_layer(14);
        specification.activation = standard_selection(row);
        std::vector<double> expected = Trial(dense_layer(14, "linear")).run(Pass{samples}).output;
        row.precise.forward(expected.data(), expected.data(), 14, samples, specification.activation.values.data());
        CHECK(Trial(specification).run(Pass{samples}).output == expected);
    }
}

TEST_CASE("a perceptron with sigmoid computes what is worked out by hand") {
    const auto layer = make<double>(dense_layer(1, "sigmoid"), 2);
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

namespace {

/// What a layer without parameters makes of a batch in which every number is `value`.
std::vector<double> output_of_equal(const LayerSpecification& specification, int width, int count, double value,
                                    Pass pass) {
    const auto layer = make<double>(specification, width);
    const std::vector<double> input(std::size_t(width * count), value);
    std::vector<double> output(input.size()), cache(layer->cache_size(count));
    pass.samples = count;
    layer->forward({nullptr, nullptr, input.data(), output.data(), cache.data()}, pass);
    return output;
}

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

}  // namespace

TEST_CASE("dropout keeps the expectation, drops the share it says, draws anew each step, and is off in prediction") {
    for (const double rate : {0.0, 0.2, 0.5, 0.9}) {
        INFO("rate " << rate);
        const LayerSpecification dropout = layer_of("dropout", {rate});
        const std::vector<double> output = output_of_equal(dropout, 50, 4000, 1.5, training_pass());
        const double scaled = 1.5 / (1 - rate);
        for (double value : output) REQUIRE((value == 0 || std::abs(value - scaled) < 1e-12));
        // Five standard deviations of a mean of 200,000 numbers that are 0 or 1.5/(1 − p).
        const double tolerance = 5 * 1.5 * std::sqrt(rate / (1 - rate) / 200000) + 1e-9;
        CHECK_THAT(mean_of(output), WithinAbs(1.5, tolerance));
        CHECK((output_of_equal(dropout, 50, 4000, 1.5, training_pass(4)) == output) == (rate == 0));
        CHECK(output_of_equal(dropout, 50, 4000, 1.5, training_pass()) == output);
        for (double value : output_of_equal(dropout, 50, 10, 1.5, Pass{})) REQUIRE(value == 1.5);
    }
}

TEST_CASE("Gaussian noise has the mean and the deviation that it says, and is off in prediction") {
    const LayerSpecification noise = layer_of("gaussian_noise", {0.3});
    std::vector<double> output = output_of_equal(noise, 50, 4000, -2, training_pass());
    CHECK_THAT(mean_of(output), WithinAbs(-2, 5 * 0.3 / std::sqrt(200000.0)));
    for (double& value : output) value = (value + 2) * (value + 2);
    CHECK_THAT(std::sqrt(mean_of(output)), WithinRel(0.3, 0.01));
    for (double value : output_of_equal(noise, 50, 10, -2, Pass{})) REQUIRE(value == -2);
}

TEST_CASE("random layers of one network draw different numbers") {
    const auto block = make<double>(residual_of({layer_of("dropout", {0.5}), layer_of("dropout", {0.5})}), 4);
    CHECK(block->places() == 2);
    const std::vector<double> input(400, 1.0);
    std::vector<double> output(400), cache(block->cache_size(100));
    block->forward({nullptr, nullptr, input.data(), output.data(), cache.data()}, [] {
        Pass pass = training_pass();
        pass.samples = 100;
        return pass;
    }());
    // x + F(x): 1 where either has dropped it, 1 + 2·2 where none has. The same masks would leave half of them.
    const auto kept = std::count(output.begin(), output.end(), 5.0);
    CHECK(kept > 60);
    CHECK(kept < 140);
}

TEST_CASE("batch normalisation takes the batch's mean and variance, and remembers them as PyTorch does") {
    const auto layer = make<double>(layer_of("batch_norm", {0.1, 1e-5}), 1);
    const std::vector<double> parameters = {2, 0.5}, input = {1, 2, 6};  // mean 3, variance 14/3, unbiased 7
    std::vector<double> buffers = {10, 4}, output(3), cache(layer->cache_size(3));
    Pass pass = training_pass();
    pass.samples = 3;
    layer->forward({parameters.data(), buffers.data(), input.data(), output.data(), cache.data()}, pass);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK_THAT(output[i], WithinRel(2 * (input[i] - 3) / std::sqrt(14.0 / 3 + 1e-5) + 0.5, 1e-12));
    CHECK(buffers == std::vector<double>{10, 4});
    layer->remember(cache.data(), buffers.data(), pass);
    CHECK_THAT(buffers[0], WithinRel(0.9 * 10 + 0.1 * 3, 1e-12));
    CHECK_THAT(buffers[1], WithinRel(0.9 * 4 + 0.1 * 7, 1e-12));
}

TEST_CASE("batch normalisation's backpropagation is that of Loo's lecture, by μ and σ² of the batch") {
    constexpr double epsilon = 1e-12;
    const auto layer = make<double>(layer_of("batch_norm", {0.1, epsilon}), 1);
    const std::vector<double> parameters = {2, 0.5}, z = {1, 2, 6, -3}, slopes = {0.3, -1, 0.7, 2};  // ∂C/∂y
    Pass pass = training_pass();
    pass.samples = 4;
    const Run<double> run(*layer, parameters, {0, 1}, z, slopes, pass);
    const double m = 4, mean = 1.5, variance = 10.25, root = std::sqrt(variance);
    double by_variance = 0, by_mean = 0, by_gamma = 0, by_beta = 0, offsets = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const double by_normalised = slopes[i] * parameters[0];  // ∂C/∂ẑ = ∂C/∂y·γ
        by_variance += by_normalised * (z[i] - mean) * -0.5 * std::pow(variance, -1.5);
        by_mean += by_normalised * -1 / root;
        offsets += 2 * (mean - z[i]);
        by_gamma += slopes[i] * (z[i] - mean) / root;
        by_beta += slopes[i];
    }
    by_mean += by_variance * offsets / m;
    // The slides have −1/σ in the next formula, which lacks the sign's reason: ẑ grows with z.
    for (std::size_t i = 0; i < 4; ++i)
        CHECK_THAT(
            run.input_gradient[i],
            WithinAbs(slopes[i] * parameters[0] / root + by_variance * 2 * (z[i] - mean) / m + by_mean / m, 1e-10));
    CHECK_THAT(run.parameter_gradient[0], WithinRel(by_gamma, 1e-10));
    CHECK_THAT(run.parameter_gradient[1], WithinRel(by_beta, 1e-12));
}

TEST_CASE("a batch of one sample is normalised with the running statistics, and leaves them as they are") {
    const auto layer = make<double>(layer_of("batch_norm", {0.1, 1e-5}), 1);
    const std::vector<double> parameters = {2, 0.5}, input = {7};
    std::vector<double> buffers = {3, 4}, output(1), cache(layer->cache_size(1));
    Pass pass = training_pass();
    pass.samples = 1;
    layer->forward({parameters.data(), buffers.data(), input.data(), output.data(), cache.data()}, pass);
    CHECK_THAT(output[0], WithinRel(2 * (7 - 3) / std::sqrt(4 + 1e-5) + 0.5, 1e-12));
    layer->remember(cache.data(), buffers.data(), pass);
    CHECK(buffers == std::vector<double>{3, 4});
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

TEST_CASE("layer normalisation gives each sample mean 0 and variance 1, whatever the others are") {
    const auto layer = make<double>(layer_of("layer_norm", {1e-5}), 3);
    const std::vector<double> parameters = {1, 1, 1, 0, 0, 0}, input = {1, 100, 2, 100, 6, 100};
    std::vector<double> output(6), cache(layer->cache_size(2));
    layer->forward({parameters.data(), nullptr, input.data(), output.data(), cache.data()}, {2});
    for (std::size_t i = 0; i < 6; i += 2) {
        CHECK_THAT(output[i], WithinRel((input[i] - 3) / std::sqrt(14.0 / 3 + 1e-5), 1e-12));
        CHECK(output[i + 1] == 0);
    }
}

TEST_CASE("maxout takes the largest of its pieces, and that one alone learns") {
    const auto layer = make<double>(layer_of("maxout", {2, 2}), 1);
    // Unit 1: |x| as max(x, −x); unit 2: max(2x, 1).
    const std::vector<double> parameters = {1, -1, 2, 0, 0, 0, 0, 1}, input = {-3, 2}, c = {1, 1, 1, 1};
    const Run<double> run(*layer, parameters, {}, input, c, {2});
    CHECK(run.output == std::vector<double>{3, 2, 1, 4});
    CHECK(run.parameter_gradient == std::vector<double>{2, -3, 2, -3, 1, 1, 1, 1});
    CHECK(run.input_gradient == std::vector<double>{-1, 3});
}

TEST_CASE("a residual block adds its input, or a projection of it where the width changes") {
    const auto same = make<double>(residual_of({dense_layer(2, "linear")}), 2);
    REQUIRE(same->parameter_count() == 6);
    const std::vector<double> input = {5, 7};
    CHECK(Run<double>(*same, {0, 0, 0, 0, 0.25, 0}, {}, input, {1, 1}, {1}).output == std::vector<double>{5.25, 7});
    const auto wider = make<double>(residual_of({dense_layer(1, "linear")}), 2);
    REQUIRE(wider->parameter_count() == 3 + 2);
    CHECK(wider->blocks().back().name == "projection.weight");
    CHECK(Run<double>(*wider, {1, 0, 0.5, 2, -1}, {}, input, {1}, {1}).output == std::vector<double>{5.5 + 3});
}

TEST_CASE("blocks inside of blocks have their path as PyTorch writes it") {
    const auto layer = make<float>(test::residual_cases()[1]);
    std::vector<std::string> names;
    for (const ParameterBlock& block : layer->blocks()) names.push_back(block.name);
    CHECK(names == std::vector<std::string>{"layers.0.weight", "layers.0.bias", "layers.1.layers.0.weight",
                                            "layers.1.layers.0.bias", "layers.1.layers.1.weight",
                                            "layers.1.layers.1.bias", "layers.1.projection.weight", "layers.2.weight",
                                            "layers.2.bias", "projection.weight", "layers.1.layers.0.running_mean",
                                            "layers.1.layers.0.running_var"});
}

TEST_CASE("a layer inside of a block is refused with its place, and so are blocks without layers or too deep") {
    const auto message = [](const LayerSpecification& layer) {
        const Status status = check_layer(layer, "network.layers[1]");
        return status ? std::string() : status.error().message();
    };
    CHECK_THAT(message(residual_of({layer_of("dropout", {2})})), contains_text("network.layers[1].layers[0].rate"));
    CHECK_THAT(message(residual_of({dense_layer(3), residual_of({dense_layer(2, "swish")})})),
               contains_text("network.layers[1].layers[1].layers[0].activation"));
    CHECK_THAT(message(residual_of({})), contains_text("network.layers[1].layers"));
    LayerSpecification deep = dense_layer(3);
    for (int i = 0; i < most_nested_blocks; ++i) deep = residual_of({deep});
    CHECK(message(deep).empty());
    CHECK_THAT(message(residual_of({deep})), contains_text("deep inside each other"));
}
