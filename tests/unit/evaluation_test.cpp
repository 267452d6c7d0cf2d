// Gradients of batches over a network that is wide enough for several threads.

#include "engine/compute/cpu/evaluation.hpp"

#include <cmath>
#include <numeric>

#include "tests/catch.hpp"
#include "tests/layer_cases.hpp"

using namespace ravine;

namespace {

using Numbers = std::vector<double>;

/// 2-150-150-190-1, of which two layers leave out their weights' gradients; the last piece of each has fewer rows.
std::shared_ptr<const Network<double>> wide_network(bool couples = false) {
    NetworkSpecification specification;
    specification.layers = {dense_layer(150, "tanh"), dense_layer(150, "softplus"), dense_layer(190, "linear")};
    if (couples) specification.layers.push_back(test::layer_of("batch_norm"));
    return *Network<double>::build(specification, 2, Task::regress, 0, {"mean_squared_error", {}});
}

Samples<double> some_samples(int count) {
    Samples<double> samples;
    samples.width = 2;
    for (int i = 0; i < 2 * count; ++i) samples.inputs.push_back(2 * std::sin(1.3 * i + i / count));
    for (int i = 0; i < count; ++i) samples.targets.push_back(std::sin(0.7 * i));
    return samples;
}

std::vector<std::uint32_t> first_indices(std::size_t count) {
    std::vector<std::uint32_t> indices(count);
    std::iota(indices.begin(), indices.end(), std::uint32_t{0});
    return indices;
}

struct WideBatch {
    std::shared_ptr<const Network<double>> network;
    Pass mode;
    Samples<double> samples = some_samples(1500);
    Numbers parameters = Numbers(network->vector_size());

    explicit WideBatch(bool couples = false) : network(wide_network(couples)) {
        network->initialize(parameters, 7);
        mode.training = couples;
    }

    Numbers gradient(std::size_t count, int threads) const {
        Evaluation<double> evaluation(network, std::make_shared<ThreadPool>(threads), samples.count());
        Numbers gradient(network->parameter_count(), std::nan(""));
        evaluation.gradient(parameters.data(), samples, first_indices(count), gradient.data(), mode);
        return gradient;
    }

    /// All samples in one pass, which leaves nothing out.
    Numbers gradient_of_one_pass(std::size_t count) const {
        Pass pass = mode;
        pass.samples = int(count);
        NetworkWorkspace<double> workspace = network->make_workspace(pass.samples);
        const std::vector<std::uint32_t> indices = first_indices(count);
        samples.copy_inputs(indices, workspace.activations[0].data(), count);
        Numbers targets(count), gradient(network->parameter_count());
        samples.copy_targets(indices, targets.data());
        const double* outputs = network->forward(parameters.data(), workspace, pass);
        network->loss().kernels<double>().value_and_gradient(outputs, targets.data(), workspace.gradients.back().data(),
                                                             1, pass.samples, pass.samples, 1.0 / double(count),
                                                             network->loss_selection().values.data());
        network->backward(parameters.data(), workspace, pass, gradient.data());
        return gradient;
    }
};

double largest_apart(const Numbers& a, const Numbers& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

}  // namespace

TEST_CASE("pieces of a gradient are all of it in order, and those that passes leave out are whole rows of weights") {
    const auto network = wide_network();
    const std::vector<int> left = left_layers(*network);
    CHECK(left == std::vector{1, 2});
    std::size_t end = 0, left_numbers = 0;
    for (const GradientPiece& piece : gradient_pieces<double>(*network, left)) {
        CHECK(piece.part.begin == end);
        CHECK(piece.part.end > end);
        end = piece.part.end;
        if (piece.layer < 0) continue;
        const ParameterBlock& weights = network->blocks()[std::size_t(2 * piece.layer)];
        CHECK(piece.part.begin == weights.offset + std::size_t(piece.first_row * weights.columns));
        CHECK(piece.part.end == piece.part.begin + std::size_t(piece.rows * weights.columns));
        left_numbers += piece.part.end - piece.part.begin;
    }
    CHECK(end == network->parameter_count());
    CHECK(left_numbers == 150 * 150 + 190 * 150);
}

TEST_CASE(
    "a wide network's gradient is the one of a single pass, for any batch and with the same bits for any threads") {
    const WideBatch batch;
    for (const std::size_t count : {1u, 64u, 65u, 300u, 1500u}) {
        INFO(count << " samples");
        const Numbers alone = batch.gradient(count, 1);
        CHECK(largest_apart(alone, batch.gradient_of_one_pass(count)) < 1e-14);
        for (const int threads : {2, 5, 11}) CHECK(batch.gradient(count, threads) == alone);
    }
}

TEST_CASE("a wide network's loss has the same bits for any threads, though there are fewer blocks than these") {
    const WideBatch batch;
    const auto loss = [&](const Samples<double>& samples, int threads) {
        Evaluation<double> evaluation(batch.network, std::make_shared<ThreadPool>(threads), samples.count());
        double last = 0;
        for (int i = 0; i < 20; ++i) last = evaluation.metrics(batch.parameters.data(), samples).loss;
        return last;
    };
    for (const int count : {90, 150, 250, 800}) {
        const Samples<double> samples = some_samples(count);
        for (const int threads : {2, 5, 11}) CHECK(loss(samples, threads) == loss(samples, 1));
    }
}

TEST_CASE("a wide network that couples its samples leaves out weights, too, and gives the same bits for any threads") {
    const WideBatch batch(true);
    CHECK(batch.gradient(301, 4) == batch.gradient(301, 1));
    CHECK(largest_apart(batch.gradient(301, 1), batch.gradient_of_one_pass(301)) < 1e-14);
}
