#include "engine/network/network.hpp"

#include <string>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

/// The layers of the specification, checked, with the output layer that follows from the loss.
Result<std::vector<LayerSpecification>> complete_layers(const NetworkSpecification& network, const LossRow& loss,
                                                        Task task, int classes) {
    std::vector<LayerSpecification> layers = network.layers;
    LayerSpecification output = dense_layer(loss.units(task, classes), std::string(loss.output_activation(task)));
    if (!layers.empty() && !layers.back().initializer.id.empty()) output.initializer = layers.back().initializer;
    layers.push_back(output);
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (Status status = check_layer(layers[i], "network.layers[" + std::to_string(i) + "]"); !status)
            return status.error();
    return layers;
}

template <class Scalar>
std::vector<Scalar> scratch(std::size_t per_sample, int samples) {
    return std::vector<Scalar>(per_sample * static_cast<std::size_t>(samples));
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
    network->add_layers();
    return std::shared_ptr<const Network>(network);
}

template <class Scalar>
void Network<Scalar>::add_layers() {
    for (const LayerSpecification& specification : specifications_) {
        const int width = layers_.empty() ? inputs_ : outputs();
        layers_.push_back(
            find_row(ravine::layers(), specification.layer.id)->template make<Scalar>(specification, width));
        offsets_.push_back(parameter_count_);
        for (ParameterBlock block : layers_.back()->blocks()) {
            block.layer = depth() - 1;
            block.offset += parameter_count_;
            blocks_.push_back(block);
        }
        parameter_count_ += layers_.back()->parameter_count();
    }
}

template <class Scalar>
void Network<Scalar>::initialize(std::span<Scalar> parameters, std::uint64_t seed) const {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        RandomStream random(seed, RandomPurpose::initial_weights, i);
        layers_[i]->initialize(parameters.subspan(offsets_[i], layers_[i]->parameter_count()), random);
    }
}

template <class Scalar>
NetworkWorkspace<Scalar> Network<Scalar>::make_workspace(int most_samples) const {
    NetworkWorkspace<Scalar> workspace;
    workspace.most_samples = most_samples;
    workspace.activations.push_back(scratch<Scalar>(std::size_t(inputs_), most_samples));
    for (const auto& layer : layers_) {
        workspace.activations.push_back(scratch<Scalar>(std::size_t(layer->outputs()), most_samples));
        workspace.caches.push_back(scratch<Scalar>(layer->cache_per_sample(), most_samples));
    }
    workspace.gradients = workspace.activations;
    return workspace;
}

template <class Scalar>
const Scalar* Network<Scalar>::forward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace,
                                       int samples) const {
    for (std::size_t i = 0; i < layers_.size() && !workspace.is_interrupted(); ++i)
        layers_[i]->forward(parameters + offsets_[i], workspace.activations[i].data(),
                            workspace.activations[i + 1].data(), workspace.caches[i].data(), samples);
    return workspace.activations.back().data();
}

template <class Scalar>
void Network<Scalar>::backward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace, int samples,
                               Scalar* parameter_gradient, bool with_input_gradient) const {
    for (std::size_t i = layers_.size(); i-- > 0 && !workspace.is_interrupted();) {
        Scalar* input_gradient = i > 0 || with_input_gradient ? workspace.gradients[i].data() : nullptr;
        layers_[i]->backward(parameters + offsets_[i], workspace.activations[i].data(),
                             workspace.activations[i + 1].data(), workspace.caches[i].data(),
                             workspace.gradients[i + 1].data(), parameter_gradient + offsets_[i], input_gradient,
                             samples);
    }
}

template class Network<float>;
template class Network<double>;

}  // namespace ravine
