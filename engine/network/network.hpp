#pragma once
// A network: layers over one flat vector that somebody else owns. Its first part is θ, what gradients teach; its tail
// are the buffers: what layers remember of the batches they have seen, such as running statistics.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/network/layer_stack.hpp"
#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/network/network_specification.hpp"
#include "engine/network/network_workspace.hpp"

namespace ravine {

/// Immutable after build, shared freely between threads.
template <class Scalar>
class Network {
  public:
    /// Checks the specification and adds the output layer of `loss`, which starts with the initialiser of the last
    /// layer that has one (Glorot's normal where there is none).
    static Result<std::shared_ptr<const Network>> build(const NetworkSpecification& specification, int inputs,
                                                        Task task, int classes, const Selection& loss);

    int inputs() const { return inputs_; }
    int outputs() const { return layers_.outputs(); }
    /// Number of layers, the output layer included.
    int depth() const { return static_cast<int>(layers_.size()); }
    int width(int layer) const { return layers_[static_cast<std::size_t>(layer)].outputs(); }
    /// Of a dense layer; nothing of another.
    std::optional<DenseShape> dense_shape(int layer) const {
        return layers_[static_cast<std::size_t>(layer)].dense_shape();
    }
    /// Length of θ, and of every gradient.
    std::size_t parameter_count() const { return layers_.parameter_count(); }
    std::size_t buffer_count() const { return layers_.buffer_count(); }
    /// Length of the flat vector: θ, then the buffers.
    std::size_t vector_size() const { return parameter_count() + buffer_count(); }
    /// In training, a batch goes through in one pass.
    bool couples_samples() const { return layers_.couples_samples(); }
    /// All blocks in the order of the flat vector.
    std::span<const ParameterBlock> blocks() const { return blocks_; }
    /// Hidden layers as specified, then the output layer as it follows from the loss.
    std::span<const LayerSpecification> specifications() const { return specifications_; }
    const LossRow& loss() const { return *loss_; }
    const Selection& loss_selection() const { return loss_selection_; }
    Task task() const { return task_; }
    int classes() const { return classes_; }

    /// Initial θ and buffers [vector_size()]; the same seed gives the same numbers, layer by layer (a layer's numbers
    /// depend on its index and shape).
    void initialize(std::span<Scalar> parameters, std::uint64_t seed) const;

    NetworkWorkspace<Scalar> make_workspace(int most_samples, const WorkspaceUse& use = {true}) const;
    /// Makes a workspace, which any network may have used, this one's. Takes memory only where there is too little.
    void fit(NetworkWorkspace<Scalar>& workspace, int most_samples, const WorkspaceUse& use = {}) const;
    /// workspace.activations[0] holds the inputs [inputs × samples], row-major: a unit's samples lie side by side, here
    /// as in all layers. Returns the outputs [outputs × samples].
    /// `parameters`: θ and buffers.
    const Scalar* forward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace, const Pass& pass) const;
    /// After forward in the same pass, with workspace.gradients.back() = ∂L/∂outputs; sets parameter_gradient
    /// [parameter_count()]. Sets workspace.gradients.front() = ∂L/∂inputs when `with_input_gradient`.
    void backward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace, const Pass& pass,
                  Scalar* parameter_gradient, bool with_input_gradient = false) const;
    /// After backward: some rows of the gradient that it has left out [rows × inputs of the layer]; they are set, or
    /// added to where it `adds`. `samples`: of the pass.
    void weight_gradient(const NetworkWorkspace<Scalar>& workspace, int layer, int samples, int first_row, int rows,
                         Scalar* gradient, bool adds) const;
    /// After forward: f'(z) of this layer's outputs [width(layer) × samples]; empty where it ends in no activation.
    std::vector<Scalar> slopes(const NetworkWorkspace<Scalar>& workspace, int layer, const Pass& pass) const;
    /// After forward of a whole batch in training: writes what the layers remember of it to the buffers of `parameters`
    /// [vector_size()].
    void remember(const NetworkWorkspace<Scalar>& workspace, const Pass& pass, Scalar* parameters) const;

  private:
    Network() = default;
    std::size_t lay_out(NetworkWorkspace<Scalar>& workspace, Scalar* memory, const WorkspaceUse& use) const;

    int inputs_ = 0;
    Task task_ = Task::classify;
    int classes_ = 0;
    const LossRow* loss_ = nullptr;
    Selection loss_selection_;
    LayerStack<Scalar> layers_;
    std::vector<ParameterBlock> blocks_;
    std::vector<LayerSpecification> specifications_;
};

extern template class Network<float>;
extern template class Network<double>;

/// For each layer of `to`, the layer of `from` that it goes on from, or −1: the output layers match; hidden layers that
/// are alike match from the input side, then from the output side; what is left between is paired in order, each layer
/// with one of its kind.
std::vector<int> match_layers(std::span<const LayerSpecification> from, std::span<const LayerSpecification> to);

/// Carries θ and buffers over to a network of another shape: layers are matched from the input and from the output
/// side, and of matched layers the common part of every block is copied. `to` holds the new network's initial values on
/// entry.
template <class Scalar>
void transfer_parameters(const Network<Scalar>& from_network, std::span<const Scalar> from,
                         const Network<Scalar>& to_network, std::span<Scalar> to);

extern template void transfer_parameters(const Network<float>&, std::span<const float>, const Network<float>&,
                                         std::span<float>);
extern template void transfer_parameters(const Network<double>&, std::span<const double>, const Network<double>&,
                                         std::span<double>);

}  // namespace ravine
