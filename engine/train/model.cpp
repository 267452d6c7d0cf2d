#include "engine/train/model.hpp"

#include <algorithm>

#include "engine/compute/cpu/evaluation.hpp"

namespace ravine {

int prediction_width(const Model& model) { return std::max(1, model.network->classes()); }

namespace {

/// What one thread computes in.
struct PredictionMemory {
    NetworkWorkspace<float> workspace;
    std::vector<double> outputs, predictions;  // [units × samples], [prediction_width × samples]
};

PredictionMemory make_memory(const Model& model) {
    const auto width = static_cast<std::size_t>(prediction_width(model));
    return {model.network->make_workspace(static_cast<int>(measured_samples)),
            std::vector<double>(static_cast<std::size_t>(model.network->outputs()) * measured_samples),
            std::vector<double>(width * measured_samples)};
}

/// Adds a share of what one network predicts for the points whose inputs the workspace holds.
void add_predictions(const Network<float>& network, const float* parameters, PredictionMemory& memory,
                     std::size_t points, double share, double* predictions) {
    const int samples = static_cast<int>(points), width = std::max(1, network.classes());
    const float* outputs = network.forward(parameters, memory.workspace, {samples});
    std::copy_n(outputs, static_cast<std::size_t>(network.outputs()) * points, memory.outputs.begin());
    network.loss().precise.predict(memory.outputs.data(), memory.predictions.data(), network.classes(), samples);
    for (int k = 0; k < width; ++k)
        for (int i = 0; i < samples; ++i)
            predictions[i * width + k] += share * memory.predictions[static_cast<std::size_t>(k * samples + i)];
}

void predict_block(const Model& model, std::span<const Point> points, PredictionMemory& memory, double* predictions) {
    float* inputs = memory.workspace.activations[0].data();
    for (std::size_t i = 0; i < points.size(); ++i)
        model.inputs.apply(points[i].x1, points[i].x2, inputs + i, points.size());
    const double share = 1.0 / double(1 + model.other_members.size());
    for_each_member(model, [&](const auto& parameters) {
        add_predictions(*model.network, parameters->data(), memory, points.size(), share, predictions);
    });
}

}  // namespace

std::vector<double> predict(const Model& model, std::span<const Point> points, ThreadPool& pool) {
    const std::size_t width = static_cast<std::size_t>(prediction_width(model));
    const std::size_t blocks = (points.size() + measured_samples - 1) / measured_samples;
    std::vector<double> predictions(points.size() * width);
    PerThread<PredictionMemory> memories(pool);
    pool.for_each(blocks, [&](std::size_t block, std::size_t thread) {
        const std::size_t first = block * measured_samples;
        const std::size_t count = std::min(measured_samples, points.size() - first);
        PredictionMemory& memory = memories.of(thread, [&] { return make_memory(model); });
        predict_block(model, points.subspan(first, count), memory, predictions.data() + first * width);
    });
    return predictions;
}

int predicted_class(std::span<const double> probabilities) {
    return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
}

}  // namespace ravine
