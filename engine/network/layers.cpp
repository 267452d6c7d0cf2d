#include "engine/network/layers.hpp"

#include <array>

#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/layers/batch_norm.hpp"
#include "engine/network/layers/dense.hpp"
#include "engine/network/layers/layer_norm.hpp"
#include "engine/network/layers/maxout.hpp"
#include "engine/network/layers/noise.hpp"
#include "engine/network/layers/residual.hpp"

namespace ravine {

namespace {

/// The first setting.
int units(const LayerSpecification& specification, int) { return static_cast<int>(specification.layer.values[0]); }

int same_width(const LayerSpecification&, int inputs) { return inputs; }

constexpr std::array layer_rows = {
    LayerRow{"dense", "Dense", "a = f(W·x + b)", "Rosenblatt 1958; Rumelhart, Hinton & Williams 1986", dense_settings,
             true, "tanh", true, false, units, make_dense<float>, make_dense<double>},
    LayerRow{"batch_norm", "Batch norm",
             "ẑ = (z − μ)/√(σ² + ε), a = f(γ·ẑ + β)\ntraining: μ and σ² of the batch, which the running ones follow\n"
             "prediction, and a batch of one sample: the running ones",
             "Ioffe & Szegedy 2015, Batch normalization", batch_norm_settings, true, "linear", false, false, same_width,
             make_batch_norm<float>, make_batch_norm<double>},
    LayerRow{"dropout", "Dropout", "training: y = x·r/(1 − p), r = 0 with probability p, else 1\nprediction: y = x",
             "Srivastava et al. 2014, Dropout; inverted scaling", dropout_settings, false, "", false, false, same_width,
             make_dropout<float>, make_dropout<double>},
    LayerRow{"gaussian_noise", "Gaussian noise", "training: y = x + ε, ε ~ N(0, σ²)\nprediction: y = x",
             "Bishop 1995, Training with noise is equivalent to Tikhonov regularization", gaussian_noise_settings,
             false, "", false, false, same_width, make_gaussian_noise<float>, make_gaussian_noise<double>},
    LayerRow{"layer_norm", "Layer norm", "ẑ = (z − μ)/√(σ² + ε), a = f(γ·ẑ + β)\nμ and σ² over the layer's units",
             "Ba, Kiros & Hinton 2016, Layer normalization", layer_norm_settings, true, "linear", false, false,
             same_width, make_layer_norm<float>, make_layer_norm<double>},
    LayerRow{"maxout", "Maxout", "hᵢ = max over j = 1 … k of Wᵢⱼ·x + bᵢⱼ", "Goodfellow et al. 2013, Maxout networks",
             maxout_settings, false, "", true, false, units, make_maxout<float>, make_maxout<double>},
    LayerRow{"residual",
             "Residual",
             "a = f(F(x) + x), F being the layers inside\na = f(F(x) + W·x) where F changes the width",
             "He et al. 2015, Deep residual learning",
             {},
             true,
             "linear",
             false,
             true,
             residual_outputs,
             make_residual<float>,
             make_residual<double>},
};

static_assert(is_sound_table(std::span<const LayerRow>(layer_rows)));

}  // namespace

std::span<const LayerRow> layers() { return layer_rows; }

LayerSpecification standard_layer(const LayerRow& row) {
    LayerSpecification layer{standard_selection(row), {}, {}};
    if (row.has_activation) layer.activation = standard_selection(*find_row(activations(), row.standard_activation));
    if (row.has_initializer) layer.initializer = dense_layer(1).initializer;
    return layer;
}

namespace {

Status check_at_depth(const LayerSpecification& specification, const std::string& path, int depth);

Status check_layers_inside(const LayerSpecification& specification, const std::string& path, int depth) {
    if (depth > most_nested_blocks)
        return input_error("blocks lie more than " + std::to_string(most_nested_blocks) + " deep inside each other",
                           path + ".layers");
    if (specification.layers.empty())
        return input_error("a block without layers changes nothing", path + ".layers", "give at least one layer");
    for (std::size_t i = 0; i < specification.layers.size(); ++i)
        if (Status status = check_at_depth(specification.layers[i], path + ".layers[" + std::to_string(i) + "]", depth);
            !status)
            return status;
    return {};
}

template <class Row>
Status check_choice(std::span<const Row> rows, const Selection& selection, std::string_view kind,
                    const std::string& path) {
    const auto found = check_selection(rows, selection, kind, path + "." + std::string(kind));
    return found ? Status() : Status(found.error());
}

Status check_at_depth(const LayerSpecification& specification, const std::string& path, int depth) {
    const Result<const LayerRow*> found = check_selection(layers(), specification.layer, "layer", path);
    if (!found) return found.error();
    const LayerRow& row = **found;
    Status status;
    if (row.has_activation) status = check_choice(activations(), specification.activation, "activation", path);
    if (status && row.has_initializer)
        status = check_choice(initializers(), specification.initializer, "initializer", path);
    if (status && row.has_layers) status = check_layers_inside(specification, path, depth + 1);
    return status;
}

}  // namespace

Status check_layer(const LayerSpecification& specification, std::string_view where) {
    return check_at_depth(specification, std::string(where), 0);
}

}  // namespace ravine
