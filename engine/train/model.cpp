#include "engine/train/model.hpp"

#include <algorithm>

namespace ravine {

int prediction_width(const Model& model) { return std::max(1, model.network->classes()); }

namespace {

/// What one thread computes in.
struct PredictionMemory {
    std::vector<double> outputs, predictions;  // [units × samples], [prediction_width × samples]
};

/// Adds a share of what one network predicts for the points that it has passed.
void add_predictions(const Network<float>& network, const PassedSamples& passed, PredictionMemory& memory, double share,
                     double* predictions) {
    const auto count = static_cast<std::size_t>(passed.count),
               width = static_cast<std::size_t>(std::max(1, network.classes()));
    const float* outputs = passed.layers.back().data();
    memory.outputs.assign(outputs, outputs + static_cast<std::size_t>(network.outputs()) * count);
    memory.predictions.resize(width * count);
    network.loss().precise.predict(memory.outputs.data(), memory.predictions.data(), network.classes(), passed.count);
    for (std::size_t k = 0; k < width; ++k)
        for (std::size_t i = 0; i < count; ++i) predictions[i * width + k] += share * memory.predictions[k * count + i];
}

}  // namespace

std::vector<double> predict(const Model& model, std::span<const Point> points, ThreadPool& pool,
                            const BackendRow& backend) {
    const std::size_t width = static_cast<std::size_t>(prediction_width(model));
    std::vector<double> predictions(points.size() * width);
    const auto fill = [&](int first, int count, float* inputs) {
        for (int i = 0; i < count; ++i) {
            const Point& point = points[static_cast<std::size_t>(first + i)];
            model.inputs.apply(point.x1, point.x2, inputs + i, static_cast<std::size_t>(count));
        }
    };
    PerThread<PredictionMemory> memories(pool);
    const double share = 1.0 / double(1 + model.other_members.size());
    const auto receive = [&](const PassedSamples& passed) {
        add_predictions(*model.network, passed, memories.of(passed.thread, [] { return PredictionMemory(); }), share,
                        predictions.data() + static_cast<std::size_t>(passed.first) * width);
    };
    for_each_member(model, [&](const auto& parameters) {
        backend.passes({*model.network, *parameters, static_cast<int>(points.size()), fill, receive, true}, pool);
    });
    return predictions;
}

int predicted_class(std::span<const double> probabilities) {
    return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
}

}  // namespace ravine
