#include "engine/landscape/training_loss.hpp"

#include <algorithm>

namespace ravine {

namespace {

/// Puts samples first … first + count − 1 through the network; returns its outputs.
template <class Scalar>
const Scalar* forward_part(const Network<Scalar>& network, const TrainingSamples<Scalar>& samples,
                           const Scalar* parameters, NetworkWorkspace<Scalar>& workspace, int first, int count) {
    const std::ptrdiff_t width = samples.inputs;
    std::copy_n(samples.columns.begin() + first * width, count * width, workspace.activations[0].begin());
    return network.forward(parameters, workspace, count);
}

}  // namespace

template <class Scalar>
TrainingSamples<Scalar> training_samples(const Model& model) {
    const std::vector<Point> points = model.data->of(Split::train);
    const auto inputs = static_cast<std::size_t>(model.inputs.inputs());
    TrainingSamples<Scalar> samples{static_cast<int>(points.size()), model.inputs.inputs(), {}, {}};
    samples.columns.resize(points.size() * inputs);
    for (std::size_t i = 0; i < points.size(); ++i) {
        model.inputs.apply(points[i].x1, points[i].x2, samples.columns.data() + i * inputs);
        const double target = model.network->loss().code_target(points[i].target, model.network->task());
        samples.targets.push_back(static_cast<Scalar>(target));
    }
    return samples;
}

template <class Scalar>
double mean_loss(const Network<Scalar>& network, const TrainingSamples<Scalar>& samples, const Scalar* parameters,
                 NetworkWorkspace<Scalar>& workspace) {
    const auto& kernels = network.loss().template kernels<Scalar>();
    const double* settings = network.loss_selection().values.data();
    double sum = 0;
    for (int first = 0; first < samples.count; first += samples_at_a_time) {
        const int count = std::min(samples_at_a_time, samples.count - first);
        const Scalar* outputs = forward_part(network, samples, parameters, workspace, first, count);
        sum += kernels.value(outputs, samples.targets.data() + first, network.outputs(), count, settings);
    }
    return sum / samples.count;
}

std::vector<double> mean_loss_gradient(const Network<double>& network, const TrainingSamples<double>& samples,
                                       const double* parameters, ThreadPool& pool) {
    const auto parts = static_cast<std::size_t>((samples.count + samples_at_a_time - 1) / samples_at_a_time);
    std::vector<std::vector<double>> part_gradients(parts);
    pool.for_each(parts, [&](std::size_t part) {
        const int first = static_cast<int>(part) * samples_at_a_time;
        const int count = std::min(samples_at_a_time, samples.count - first);
        NetworkWorkspace<double> workspace = network.make_workspace(samples_at_a_time);
        const double* outputs = forward_part(network, samples, parameters, workspace, first, count);
        network.loss().kernels<double>().gradient(outputs, samples.targets.data() + first,
                                                  workspace.gradients.back().data(), network.outputs(), count,
                                                  1.0 / samples.count, network.loss_selection().values.data());
        part_gradients[part].resize(network.parameter_count());
        network.backward(parameters, workspace, count, part_gradients[part].data());
    });

    std::vector<double> gradient(network.parameter_count(), 0.0);
    for (const std::vector<double>& part : part_gradients)
        for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] += part[i];
    return gradient;
}

template TrainingSamples<float> training_samples(const Model&);
template TrainingSamples<double> training_samples(const Model&);
template double mean_loss(const Network<float>&, const TrainingSamples<float>&, const float*, NetworkWorkspace<float>&);
template double mean_loss(const Network<double>&, const TrainingSamples<double>&, const double*,
                          NetworkWorkspace<double>&);

}  // namespace ravine
