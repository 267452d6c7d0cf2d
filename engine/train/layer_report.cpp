#include "engine/train/layer_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravine {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr float flat_slope = 0.05f;
constexpr double saturated_points = 0.95;
constexpr std::size_t histogram_bins = 40;
constexpr std::size_t reported_points = 256;

/// Inputs [inputs × points] of at most `most` training points, from the first to the last.
std::vector<float> training_inputs(const Model& model, std::size_t most) {
    const std::vector<Point> points = model.data->of(Split::train);
    const std::size_t count = std::min(most, points.size()), width = static_cast<std::size_t>(model.network->inputs());
    std::vector<float> inputs(count * width);
    for (std::size_t i = 0; i < count; ++i) {
        const Point& point = points[i * points.size() / count];
        model.inputs.apply(point.x1, point.x2, inputs.data() + i, count);
    }
    return inputs;
}

void report_activations(std::span<const float> activations, LayerReport& report) {
    double sum = 0, squares = 0;
    for (const float a : activations) sum += double(a);
    report.mean = sum / double(activations.size());
    for (const float a : activations) squares += (double(a) - report.mean) * (double(a) - report.mean);
    report.deviation = std::sqrt(squares / double(activations.size()));
}

/// `slopes` [units × samples]; empty where the layer has no activation, and without points.
void report_slopes(std::span<const float> slopes, std::size_t units, LayerReport& report) {
    if (slopes.empty()) {
        report.dead_units = report.saturated_units = nothing;
        return;
    }
    const std::size_t samples = slopes.size() / units;
    for (std::size_t unit = 0; unit < units; ++unit) {
        std::size_t zero = 0, flat = 0;
        for (std::size_t i = unit * samples; i < (unit + 1) * samples; ++i) {
            zero += slopes[i] == 0 ? 1 : 0;
            flat += std::abs(slopes[i]) < flat_slope ? 1 : 0;
        }
        if (zero == samples)
            report.dead_units += 1 / double(units);
        else if (double(flat) >= saturated_points * double(samples))
            report.saturated_units += 1 / double(units);
    }
}

std::vector<float> weights_of(const Model& model, int layer) {
    std::vector<float> weights;
    for (const ParameterBlock& block : model.network->blocks())
        if (block.layer == layer && block.is_weight) {
            const auto first = model.parameters->begin() + std::ptrdiff_t(block.offset);
            weights.insert(weights.end(), first, first + std::ptrdiff_t(block.size()));
        }
    return weights;
}

}  // namespace

Histogram make_histogram(std::span<const float> numbers, std::size_t bins) {
    Histogram histogram{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), {}};
    for (const float number : numbers) {
        if (!std::isfinite(number)) continue;
        histogram.least = std::min(histogram.least, double(number));
        histogram.most = std::max(histogram.most, double(number));
    }
    if (histogram.least > histogram.most) return {};
    histogram.counts.resize(bins);
    const double width = (histogram.most - histogram.least) / double(bins);
    for (const float number : numbers) {
        if (!std::isfinite(number)) continue;
        const double bin = width > 0 ? (double(number) - histogram.least) / width : 0;
        ++histogram.counts[std::min(static_cast<std::size_t>(bin), bins - 1)];
    }
    return histogram;
}

std::vector<LayerReport> report_layers(const Model& model) {
    const Network<float>& network = *model.network;
    const std::vector<float> inputs = training_inputs(model, reported_points);
    const Pass pass{static_cast<int>(inputs.size()) / network.inputs()};
    std::vector<LayerReport> reports(static_cast<std::size_t>(network.depth()));
    NetworkWorkspace<float> workspace = network.make_workspace(pass.samples);
    std::ranges::copy(inputs, workspace.activations.front().begin());
    network.forward(model.parameters->data(), workspace, pass);
    for (int layer = 0; layer < network.depth(); ++layer) {
        LayerReport& report = reports[static_cast<std::size_t>(layer)];
        report_activations(workspace.activations[static_cast<std::size_t>(layer) + 1], report);
        report_slopes(network.slopes(workspace, layer, pass), static_cast<std::size_t>(network.width(layer)), report);
        report.weights = make_histogram(weights_of(model, layer), histogram_bins);
    }
    return reports;
}

template <class Scalar>
std::vector<LayerStep> layer_steps(const Network<Scalar>& network, std::span<const Scalar> before,
                                   std::span<const Scalar> after, std::span<const Scalar> gradient) {
    std::vector<LayerStep> steps(static_cast<std::size_t>(network.depth()));  // of squares until the end
    for (const ParameterBlock& block : network.blocks()) {
        if (!block.is_learned) continue;
        LayerStep& step = steps[static_cast<std::size_t>(block.layer)];
        for (std::size_t i = block.offset; i < block.offset + block.size(); ++i) {
            step.gradient_norm += double(gradient[i]) * double(gradient[i]);
            if (!block.is_weight) continue;
            const double update = double(after[i]) - double(before[i]);
            step.weight_norm += double(before[i]) * double(before[i]);
            step.update_norm += update * update;
        }
    }
    for (LayerStep& step : steps)
        for (double* norm : {&step.gradient_norm, &step.weight_norm, &step.update_norm}) *norm = std::sqrt(*norm);
    return steps;
}

template std::vector<LayerStep> layer_steps(const Network<float>&, std::span<const float>, std::span<const float>,
                                            std::span<const float>);
template std::vector<LayerStep> layer_steps(const Network<double>&, std::span<const double>, std::span<const double>,
                                            std::span<const double>);

}  // namespace ravine
