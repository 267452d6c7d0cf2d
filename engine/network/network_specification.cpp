#include "engine/network/network_specification.hpp"

#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"

namespace ravine {

namespace {

/// The row's defaults; an unknown id goes on without values and is named by check_layer.
template <class Row>
Selection standard_of(std::span<const Row> rows, const std::string& id) {
    const Row* row = find_row(rows, id);
    return row ? standard_selection(*row) : Selection{id, {}};
}

}  // namespace

LayerSpecification dense_layer(int units, const std::string& activation, const std::string& initializer) {
    return {
        {"dense", {double(units)}}, standard_of(activations(), activation), standard_of(initializers(), initializer)};
}

}  // namespace ravine
