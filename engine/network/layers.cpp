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
             true, true, dense_outputs, make_dense<float>, make_dense<double>},
};

static_assert(is_sound_table(std::span<const LayerRow>(table)));

}  // namespace

std::span<const LayerRow> layers() { return table; }

Status check_layer(const LayerSpecification& specification, std::string_view where) {
    const std::string path(where);
    const Result<const LayerRow*> row = check_selection(layers(), specification.layer, "layer", path);
    if (!row) return row.error();
    if ((*row)->has_activation)
        if (const auto found =
                check_selection(activations(), specification.activation, "activation", path + ".activation");
            !found)
            return found.error();
    if ((*row)->has_initializer)
        if (const auto found =
                check_selection(initializers(), specification.initializer, "initializer", path + ".initializer");
            !found)
            return found.error();
    return {};
}

}  // namespace ravine
