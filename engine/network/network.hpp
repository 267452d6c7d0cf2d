#pragma once
// A network: layers over one flat parameter vector θ that somebody else owns.

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/network/network_specification.hpp"

namespace ravine {

/// Scratch memory of one thread for batches up to a size: activations, caches and gradients of every layer.
/// Everything is readable after a forward pass: the pictures of neurons come from here.
template <class Scalar>
struct NetworkWorkspace {
    int most_samples = 0;
    std::vector<std::vector<Scalar>>
        activations;                          ///< [0] inputs, [k + 1] output of layer k; each [width × most_samples]
    std::vector<std::vector<Scalar>> caches;  ///< one per layer
    std::vector<std::vector<Scalar>> gradients;  ///< like activations
    /// While it says true, passes end early between layers; what they give is then of no use.
    const std::atomic<bool>* interrupted = nullptr;

    bool is_interrupted() const { return interrupted != nullptr && *interrupted; }
};

/// Immutable after build, shared freely between threads.
template <class Scalar>
class Network {
  public:
    /// Checks the specification and adds the output layer of `loss`, which starts with the initialiser of the last
    /// hidden layer (Glorot's normal where there is none).
    static Result<std::shared_ptr<const Network>> build(const NetworkSpecification& specification, int inputs,
                                                        Task task, int classes, const Selection& loss);

    int inputs() const { return inputs_; }
    int outputs() const { return layers_.back()->outputs(); }
    /// Number of layers, the output layer included.
    int depth() const { return static_cast<int>(layers_.size()); }
    int width(int layer) const { return layers_[static_cast<std::size_t>(layer)]->outputs(); }
    std::size_t parameter_count() const { return parameter_count_; }
    /// All blocks in the order of θ.
    std::span<const ParameterBlock> blocks() const { return blocks_; }
    /// Hidden layers as specified, then the output layer as it follows from the loss.
    std::span<const LayerSpecification> specifications() const { return specifications_; }
    const LossRow& loss() const { return *loss_; }
    const Selection& loss_selection() const { return loss_selection_; }
    Task task() const { return task_; }
    int classes() const { return classes_; }

    /// Initial θ; the same seed gives the same numbers, layer by layer (a layer's numbers depend on its index and
    /// shape).
    void initialize(std::span<Scalar> parameters, std::uint64_t seed) const;

    NetworkWorkspace<Scalar> make_workspace(int most_samples) const;
    /// workspace.activations[0] holds the inputs [inputs × samples]; returns the outputs [outputs × samples].
    const Scalar* forward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace, int samples) const;
    /// After forward, with workspace.gradients.back() = ∂L/∂outputs; sets parameter_gradient [parameter_count()].
    /// Sets workspace.gradients.front() = ∂L/∂inputs when `with_input_gradient`.
    void backward(const Scalar* parameters, NetworkWorkspace<Scalar>& workspace, int samples,
                  Scalar* parameter_gradient, bool with_input_gradient = false) const;

  private:
    Network() = default;
    void add_layers();

    int inputs_ = 0;
    Task task_ = Task::classify;
    int classes_ = 0;
    std::size_t parameter_count_ = 0;
    const LossRow* loss_ = nullptr;
    Selection loss_selection_;
    std::vector<std::unique_ptr<Layer<Scalar>>> layers_;
    std::vector<std::size_t> offsets_;  // of each layer in θ
    std::vector<ParameterBlock> blocks_;
    std::vector<LayerSpecification> specifications_;
};

extern template class Network<float>;
extern template class Network<double>;

/// For each layer of `to`, the layer of `from` that it goes on from, or −1: the output layers match; hidden layers that
/// are alike match from the input side, then from the output side; what is left between is paired in order.
std::vector<int> match_layers(std::span<const LayerSpecification> from, std::span<const LayerSpecification> to);

/// Carries θ over to a network of another shape: layers are matched from the input and from the output side, and of
/// matched layers the common part of every block is copied. `to` holds the new network's initial values on entry.
template <class Scalar>
void transfer_parameters(const Network<Scalar>& from_network, std::span<const Scalar> from,
                         const Network<Scalar>& to_network, std::span<Scalar> to);

extern template void transfer_parameters(const Network<float>&, std::span<const float>, const Network<float>&,
                                         std::span<float>);
extern template void transfer_parameters(const Network<double>&, std::span<const double>, const Network<double>&,
                                         std::span<double>);

}  // namespace ravine
