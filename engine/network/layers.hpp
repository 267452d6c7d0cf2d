#pragma once
// The table of layers. A row makes the layer's code from its specification; the layer reads its parameters from its own
// part of θ and keeps nothing, so one layer object serves any number of threads.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/core/result.hpp"
#include "engine/network/network_specification.hpp"

namespace ravine {

/// A named matrix or vector inside θ, as views, pictures, penalties and exporters see it.
struct ParameterBlock {
    std::string name;    ///< "weight", "bias": as PyTorch names them
    int layer;           ///< index of the layer, output layer included
    std::size_t offset;  ///< into θ
    int rows;            ///< out
    int columns;         ///< in; 1 for a bias. Stored row-major.
    bool is_weight;      ///< penalties apply to weights, not to biases

    std::size_t size() const { return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns); }
};

/// One layer for batches of columns: inputs are [inputs × samples], column-major (a sample's numbers are adjacent).
template <class Scalar>
class Layer {
  public:
    virtual ~Layer() = default;
    virtual int inputs() const = 0;
    virtual int outputs() const = 0;
    virtual std::size_t parameter_count() const = 0;
    /// Numbers per sample that forward leaves for backward (pre-activations and the like), beyond its output.
    virtual std::size_t cache_per_sample() const = 0;
    /// The blocks of this layer with offsets from the layer's own start.
    virtual std::vector<ParameterBlock> blocks() const = 0;
    /// Initial parameters; the same numbers for float and double up to rounding.
    virtual void initialize(std::span<Scalar> parameters, RandomStream& random) const = 0;
    virtual void forward(const Scalar* parameters, const Scalar* input, Scalar* output, Scalar* cache,
                         int samples) const = 0;
    /// `output_gradient` [outputs × samples] is overwritten. Adds nothing: sets parameter_gradient, and input_gradient
    /// unless it is null.
    virtual void backward(const Scalar* parameters, const Scalar* input, const Scalar* output, const Scalar* cache,
                          Scalar* output_gradient, Scalar* parameter_gradient, Scalar* input_gradient,
                          int samples) const = 0;
};

struct LayerRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;
    bool has_activation;   ///< takes "activation"
    bool has_initializer;  ///< takes "initializer"
    int (*outputs)(const LayerSpecification& specification, int inputs);
    std::unique_ptr<Layer<float>> (*make_single)(const LayerSpecification& specification, int inputs);
    std::unique_ptr<Layer<double>> (*make_precise)(const LayerSpecification& specification, int inputs);

    template <class Scalar>
    std::unique_ptr<Layer<Scalar>> make(const LayerSpecification& specification, int inputs) const {
        if constexpr (sizeof(Scalar) == sizeof(float))
            return make_single(specification, inputs);
        else
            return make_precise(specification, inputs);
    }
};

std::span<const LayerRow> layers();

/// Checks row, settings, activation and initialiser; `where` is the key path: "network.layers[1]".
Status check_layer(const LayerSpecification& specification, std::string_view where);

}  // namespace ravine
