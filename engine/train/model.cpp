#include "engine/train/model.hpp"

#include <algorithm>

#include "engine/train/evaluation.hpp"

namespace ravine {

int prediction_width(const Model& model) { return std::max(1, model.network->classes()); }

namespace {

/// predictions, a sample's numbers adjacent, += share · those of these outputs [units × samples].
void add_predictions(const Network<float>& network, const float* outputs, std::size_t samples, double share,
                     double* predictions) {
    const std::size_t units = static_cast<std::size_t>(network.outputs());
    std::vector<double> sample(units), prediction(static_cast<std::size_t>(std::max(1, network.classes())));
    for (std::size_t i = 0; i < samples; ++i) {
        for (std::size_t k = 0; k < units; ++k) sample[k] = double(outputs[k * samples + i]);
        network.loss().predict(sample.data(), prediction.data(), network.task(), network.classes());
        for (const double value : prediction) *predictions++ += share * value;
    }
}

void predict_block(const Model& model, std::span<const Point> points, NetworkWorkspace<float>& workspace,
                   double* predictions) {
    const Network<float>& network = *model.network;
    float* inputs = workspace.activations[0].data();
    std::vector<float> input(static_cast<std::size_t>(network.inputs()));
    for (std::size_t i = 0; i < points.size(); ++i) {
        model.inputs.apply(points[i].x1, points[i].x2, input.data());
        for (std::size_t k = 0; k < input.size(); ++k) inputs[k * points.size() + i] = input[k];
    }
    const double share = 1.0 / double(1 + model.other_members.size());
    for_each_member(model, [&](const auto& parameters) {
        const float* outputs = network.forward(parameters->data(), workspace, {static_cast<int>(points.size())});
        add_predictions(network, outputs, points.size(), share, predictions);
    });
}

}  // namespace

std::vector<double> predict(const Model& model, std::span<const Point> points, ThreadPool& pool) {
    const std::size_t width = static_cast<std::size_t>(prediction_width(model));
    const std::size_t blocks = (points.size() + block_samples - 1) / block_samples;
    const std::size_t slots = std::min<std::size_t>(blocks, static_cast<std::size_t>(pool.threads()));
    std::vector<double> predictions(points.size() * width);
    pool.for_each(slots, [&](std::size_t slot) {
        NetworkWorkspace<float> workspace = model.network->make_workspace(block_samples);
        for (std::size_t block = slot; block < blocks; block += slots) {
            const std::size_t first = block * block_samples;
            const std::size_t count = std::min<std::size_t>(block_samples, points.size() - first);
            predict_block(model, points.subspan(first, count), workspace, predictions.data() + first * width);
        }
    });
    return predictions;
}

int predicted_class(std::span<const double> probabilities) {
    return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
}

}  // namespace ravine
