#pragma once
// What a layer is: code that reads its parameters from its own part of a flat vector and keeps nothing, so that one
// layer object serves any number of threads.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/network/pass.hpp"

namespace ravine {

/// Along which side of a block the network's input features lie.
enum class FeatureAxis { none, rows, columns };

/// A named matrix or vector inside the flat vector, as views, pictures, penalties and exporters see it.
struct ParameterBlock {
    std::string name;        ///< "weight", "bias": as PyTorch names them; with the path inside a block of layers
    int layer;               ///< index of the layer, output layer included
    std::size_t offset;      ///< into the flat vector
    int rows;                ///< out
    int columns;             ///< in; 1 for a bias. Stored row-major.
    bool is_weight;          ///< penalties apply to weights, not to biases
    bool is_learned = true;  ///< by gradients; else a buffer: what the layer remembers of the batches it has seen
    FeatureAxis features = FeatureAxis::none;
    std::string_view kind = {};  ///< row of the layer table; set by LayerStack

    std::size_t size() const { return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns); }
};

/// What a layer works on in a pass of some samples.
template <class Scalar>
struct LayerMemory {
    const Scalar* parameters;  ///< learned ones [parameter_count()]
    const Scalar* buffers;     ///< remembered ones [buffer_count()]
    const Scalar* input;       ///< [inputs × samples], row-major: a unit's samples lie side by side
    Scalar* output;            ///< [outputs × samples]
    Scalar* cache;             ///< [cache_size(samples)]: forward leaves here what backward and remember need
    std::uint32_t place = 0;   ///< number of the layer, counted through all blocks: it draws by it
};

template <class Scalar>
struct LayerGradients {
    Scalar* output;      ///< ∂L/∂output [outputs × samples]; is overwritten
    Scalar* parameters;  ///< is set, not added to [parameter_count()]
    Scalar* input;       ///< is set [inputs × samples], unless it is null
    /// Null, or the layer has a dense_shape() and leaves the gradient of W to its caller: `output` is ∂L/∂z then, and
    /// here are the inputs as turn_samples() gives them [turned_size(inputs, samples)].
    Scalar* turned_input = nullptr;
};

struct ActivationRow;

/// A layer that is W·x + b with an activation behind it.
struct DenseShape {
    int inputs, outputs;
    const ActivationRow* activation = nullptr;  ///< null: none
    const double* settings = nullptr;           ///< the activation's
};

template <class Scalar>
class Layer {
  public:
    virtual ~Layer() = default;
    virtual int inputs() const = 0;
    virtual int outputs() const = 0;
    /// Layers that draw random numbers of their own; 1 but for a block of layers.
    virtual std::uint32_t places() const { return 1; }
    virtual std::size_t parameter_count() const = 0;
    virtual std::size_t buffer_count() const { return 0; }
    /// Numbers that forward leaves for backward beyond its output: for each sample, and once for all.
    virtual std::size_t cache_per_sample() const = 0;
    virtual std::size_t cache_per_batch() const { return 0; }
    std::size_t cache_size(int samples) const {
        return cache_per_sample() * static_cast<std::size_t>(samples) + cache_per_batch();
    }
    /// In training, a sample's output depends on the others of its batch, so that a batch goes through in one pass.
    virtual bool couples_samples() const { return false; }
    /// Output i is input i, changed: what lies along the inputs lies along the outputs, too.
    virtual bool keeps_features() const { return false; }
    /// Nothing unless W [outputs × inputs] row-major and b [outputs] are all that it has.
    virtual std::optional<DenseShape> dense_shape() const { return {}; }
    /// The blocks of this layer: learned ones with offsets from the start of its parameters, buffers with offsets from
    /// the start of its buffers.
    virtual std::vector<ParameterBlock> blocks() const = 0;
    /// Initial values; the same numbers for float and double up to rounding.
    virtual void initialize(std::span<Scalar> parameters, std::span<Scalar> buffers, RandomStream& random) const = 0;
    virtual void forward(const LayerMemory<Scalar>& at, const Pass& pass) const = 0;
    /// After forward in the same pass; may use the cache up.
    virtual void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                          const Pass& pass) const = 0;
    /// After forward: f'(z) of each output [outputs × samples]; false where the layer ends in no activation.
    virtual bool slopes(const Scalar* /*cache*/, const Scalar* /*output*/, Scalar* /*slopes*/, const Pass&) const {
        return false;
    }
    /// After forward in training: what is to be remembered of this batch goes into the buffers. A layer that has any
    /// couples its samples.
    virtual void remember(const Scalar* /*cache*/, Scalar* /*buffers*/, const Pass&) const {}
};

}  // namespace ravine
