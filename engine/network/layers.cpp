#include "engine/network/layers.hpp"

#include <array>

#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/dense.hpp"
#include "engine/network/initializers.hpp"

namespace ravine {

namespace {

int dense_outputs(const LayerSpecification& specification, int) {
    return static_cast<int>(specification.layer.values[0]);
}

constexpr std::array table = {
    LayerRow{"dense", "Dense", "a = f(W·x + b)", "Rosenblatt 1958; Rumelhart, Hinton & Williams 1986", dense_settings,
             true, "tanh", true, false, dense_outputs, make_dense<float>, make_dense<double>},
};

static_assert(is_sound_table(std::span<const LayerRow>(table)));

}  // namespace

std::span<const LayerRow> layers() { return table; }

namespace {

Status check_at_depth(const LayerSpecification& specification, const std::string& path, int depth);

Status check_layers_inside(const LayerSpecification& specification, const std::string& path, int depth) {
    if (specification.layers.empty())
        return input_error("a block without layers changes nothing", path + ".layers", "give at least one layer");
    if (depth == most_nested_blocks)
        return input_error("blocks lie more than " + std::to_string(most_nested_blocks) + " deep inside each other",
                           path + ".layers");
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
