#include "engine/lab/prediction_metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

constexpr double least_probability = 1e-300;  // so that a loss is finite where every member rounds to 0

double logarithm(double probability) { return std::log(std::max(probability, least_probability)); }

/// Outputs of the last layer that give this prediction, so that the loss's own kernels can judge a mean of predictions;
/// one row per LossRow::head_label.
struct HeadRow {
    std::string_view id;
    void (*outputs)(std::span<const double> prediction, double* outputs);
    std::span<const Setting> settings = {};
};

constexpr auto one_side = [](std::span<const double> p, double* outputs) { outputs[0] = 2 * p[1] - 1; };

constexpr std::array heads = {
    HeadRow{"softmax",
            [](std::span<const double> p, double* outputs) { std::transform(p.begin(), p.end(), outputs, logarithm); }},
    HeadRow{"sigmoid",
            [](std::span<const double> p, double* outputs) { outputs[0] = logarithm(p[1]) - logarithm(p[0]); }},
    HeadRow{"tanh", one_side},
    HeadRow{"clip", one_side},
    HeadRow{"linear", [](std::span<const double> p, double* outputs) { outputs[0] = p[0]; }},
};
static_assert(is_sound_table(std::span<const HeadRow>(heads)));

}  // namespace

Metrics prediction_metrics(const Model& model, Split split, ThreadPool& pool) {
    const std::vector<Point> points = model.data->of(split);
    if (points.empty()) return {};
    const Network<float>& network = *model.network;
    const HeadRow& head =
        *find_row(std::span<const HeadRow>(heads), network.loss().head_label(network.task(), network.classes()));
    const auto width = static_cast<std::size_t>(prediction_width(model)), units = std::size_t(network.outputs());
    const std::vector<double> predictions = predict(model, points, pool);
    std::vector<double> outputs(points.size() * units), output(units), targets;
    double right = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto prediction = std::span(predictions).subspan(i * width, width);
        head.outputs(prediction, output.data());
        for (std::size_t k = 0; k < units; ++k) outputs[k * points.size() + i] = output[k];
        targets.push_back(network.loss().code_target(points[i].target, network.task(), network.classes()));
        right += predicted_class(prediction) == static_cast<int>(points[i].target) ? 1 : 0;
    }
    Metrics metrics;
    metrics.loss = network.loss().precise.value(outputs.data(), targets.data(), static_cast<int>(units),
                                                static_cast<int>(points.size()), static_cast<int>(points.size()),
                                                network.loss_selection().values.data()) /
                   double(points.size());
    if (network.classes() > 0) metrics.accuracy = right / double(points.size());
    return metrics;
}

}  // namespace ravine
