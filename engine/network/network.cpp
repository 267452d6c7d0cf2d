#include "engine/network/network.hpp"

#include <string>

#include "engine/core/rounded_up.hpp"
#include "engine/core/table.hpp"
#include "engine/network/last_initializer.hpp"
#include "engine/network/matrix_product.hpp"

namespace ravine {

namespace {

/// The layers of the specification, checked, with the output layer that follows from the loss.
Result<std::vector<LayerSpecification>> complete_layers(const NetworkSpecification& network, const LossRow& loss,
                                                        Task task, int classes) {
    std::vector<LayerSpecification> layers = network.layers;
    LayerSpecification output =
        dense_layer(loss.units(task, classes), std::string(loss.output_activation(task, classes)));
    output.initializer = last_initializer(layers);
    layers.push_back(output);
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (Status status = check_layer(layers[i], "network.layers[" + std::to_string(i) + "]"); !status)
            return status.error();
    return layers;
}

}  // namespace

template <class Scalar>
Result<std::shared_ptr<const Network<Scalar>>> Network<Scalar>::build(const NetworkSpecification& specification,
                                                                      int inputs, Task task, int classes,
                                                                      const Selection& loss) {
    const Result<const LossRow*> row = require_loss(loss.id, task, classes, "loss");
    if (!row) return row.error();
    Result<std::vector<LayerSpecification>> layers = complete_layers(specification, **row, task, classes);
    if (!layers) return layers.error();

    const std::shared_ptr<Network> network(new Network);
    network->inputs_ = inputs;
    network->task_ = task;
    network->classes_ = classes;
    network->loss_ = *row;
    network->loss_selection_ = loss;
    network->specifications_ = std::move(*layers);
    network->layers_ = LayerStack<Scalar>(network->specifications_, inputs);
    network->blocks_ = network->layers_.blocks();
    for (ParameterBlock& block : network->blocks_)
        if (!block.is_learned) block.offset += network->parameter_count();
    return std::shared_ptr<const Network>(network);
}

template <class Scalar>
void Network<Scalar>::initialize(std::span<Scalar> parameters, std::uint64_t seed) const {
    const auto learned = parameters.first(parameter_count()), buffers = parameters.subspan(parameter_count());
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        RandomStream random(seed, RandomPurpose::initial_weights, i);
        layers_[i].initialize(layers_.parameters_of(i, learned), layers_.buffers_of(i, buffers), random);
    }
}

/// Says how many numbers the arrays take together, each in cache lines of its own; and gives them their places, unless
/// `memory` is null.
template <class Scalar>
std::size_t Network<Scalar>::lay_out(NetworkWorkspace<Scalar>& workspace, Scalar* memory,
                                     const WorkspaceUse& use) const {
    constexpr std::size_t line = 64 / sizeof(Scalar);
    std::size_t used = 0;
    const auto take = [&](std::size_t numbers) {
        const std::span<Scalar> place = memory ? std::span<Scalar>(memory + used, numbers) : std::span<Scalar>();
        used += rounded_up(numbers, line);
        return place;
    };
    const auto take_for_samples = [&](int units) {
        return take(std::size_t(units) * std::size_t(workspace.most_samples));
    };
    const std::size_t layers = layers_.size();
    workspace.activations.resize(layers + 1);
    workspace.caches.resize(layers);
    workspace.gradients.resize(use.backward ? layers + 1 : 0);
    workspace.turned.assign(layers, {});
    for (std::size_t i = 0; i <= layers; ++i) {
        const int units = i > 0 ? layers_[i - 1].outputs() : inputs_;
        workspace.activations[i] = take_for_samples(units);
        if (i < layers) workspace.caches[i] = take(layers_[i].cache_size(workspace.most_samples));
        if (use.backward) workspace.gradients[i] = take_for_samples(units);
    }
    for (const int i : use.left_layers)
        workspace.turned[std::size_t(i)] = take(turned_size(dense_shape(i)->inputs, workspace.most_samples));
    return used;
}

template <class Scalar>
void Network<Scalar>::fit(NetworkWorkspace<Scalar>& workspace, int most_samples, const WorkspaceUse& use) const {
    workspace.most_samples = most_samples;
    const std::size_t numbers = lay_out(workspace, nullptr, use);
    if (workspace.memory.size() < numbers) workspace.memory.resize(numbers);
    lay_out(workspace, workspace.memory.data(), use);
}

template <class Scalar>
NetworkWorkspace<Scalar> Network<Scalar>::make_workspace(int most_samples, const WorkspaceUse& use) const {
    NetworkWorkspace<Scalar> workspace;
    fit(workspace, most_samples, use);
    return workspace;
}

namespace {

/// A workspace as LayerStack takes it.
template <class Workspace>
struct WorkspaceMemory {
    Workspace& workspace;
    bool with_input_gradient = false;

    std::uint32_t first_place() const { return 0; }
    auto* input(std::size_t i) const { return workspace.activations[i].data(); }
    auto* output(std::size_t i) const { return workspace.activations[i + 1].data(); }
    auto* cache(std::size_t i) const { return workspace.caches[i].data(); }
    auto* turned_input(std::size_t i) const {
        return workspace.turned[i].empty() ? nullptr : workspace.turned[i].data();
    }
    auto* gradient(std::size_t i) const {
        return i > 0 || with_input_gradient ? workspace.gradients[i].data() : nullptr;
    }
};

}  // namespace

template <class Scalar>
const Scalar* Network<Scalar>::forward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace,
                                       const Pass& pass) const {
    layers_.forward(parameters, parameters + parameter_count(), WorkspaceMemory<NetworkWorkspace<Scalar>>{workspace},
                    pass);
    return workspace.activations.back().data();
}

template <class Scalar>
void Network<Scalar>::backward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace, const Pass& pass,
                               Scalar* parameter_gradient, bool with_input_gradient) const {
    layers_.backward(parameters, parameters + parameter_count(),
                     WorkspaceMemory<NetworkWorkspace<Scalar>>{workspace, with_input_gradient}, parameter_gradient,
                     pass);
}

template <class Scalar>
void Network<Scalar>::weight_gradient(const NetworkWorkspace<Scalar>& workspace, int layer, int samples, int first_row,
                                      int rows, Scalar* gradient, bool adds) const {
    const auto i = static_cast<std::size_t>(layer);
    multiply_turned(workspace.gradients[i + 1].data() + std::ptrdiff_t(first_row) * samples, workspace.turned[i].data(),
                    gradient, rows, dense_shape(layer)->inputs, samples, adds);
}

template <class Scalar>
void Network<Scalar>::remember(const NetworkWorkspace<Scalar>& workspace, const Pass& pass, Scalar* parameters) const {
    layers_.remember(WorkspaceMemory<const NetworkWorkspace<Scalar>>{workspace}, parameters + parameter_count(), pass);
}

template <class Scalar>
std::vector<Scalar> Network<Scalar>::slopes(const NetworkWorkspace<Scalar>& workspace, int layer,
                                            const Pass& pass) const {
    const auto i = static_cast<std::size_t>(layer);
    std::vector<Scalar> slopes(static_cast<std::size_t>(width(layer)) * static_cast<std::size_t>(pass.samples));
    if (!layers_[i].slopes(workspace.caches[i].data(), workspace.activations[i + 1].data(), slopes.data(), pass))
        return {};
    return slopes;
}

template class Network<float>;
template class Network<double>;

}  // namespace ravine
