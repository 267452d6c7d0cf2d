#include "engine/train/model.hpp"

#include <algorithm>

#include "engine/train/evaluation.hpp"

namespace ravine {

int prediction_width(const Model& model) { return std::max(1, model.network->classes()); }

namespace {

void predict_block(const Model& model, std::span<const Point> points, NetworkWorkspace<float>& workspace,
                   double* predictions) {
    const Network<float>& network = *model.network;
    float* inputs = workspace.activations[0].data();
    for (std::size_t i = 0; i < points.size(); ++i)
        model.inputs.apply(points[i].x1, points[i].x2, inputs + i, points.size());
    const double share = 1.0 / double(1 + model.other_members.size());
    for_each_member(model, [&](const auto& parameters) {
        const float* outputs = network.forward(parameters->data(), workspace, {static_cast<int>(points.size())});
        for_each_prediction(network, outputs, points.size(), [&](std::size_t sample, const auto& prediction) {
            double* of_sample = predictions + sample * prediction.size();
            for (std::size_t k = 0; k < prediction.size(); ++k) of_sample[k] += share * prediction[k];
        });
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
