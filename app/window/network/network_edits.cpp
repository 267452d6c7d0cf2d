#include "app/window/network/network_edits.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/table.hpp"
#include "engine/data/features.hpp"
#include "engine/network/layers.hpp"

namespace ravine {
namespace {

/// Where "units" stands among the settings of the layer's row, or −1.
int units_place(const LayerSpecification& layer) {
    const LayerRow* row = find_row(layers(), layer.layer.id);
    return row == nullptr ? -1 : index_of_setting(row->settings, "units");
}

LayerSpecification neighbour_with_units(std::span<const LayerSpecification> among, int place) {
    const auto has_units = [&](int i) { return units_place(among[static_cast<std::size_t>(i)]) >= 0; };
    for (int i = place - 1; i >= 0; --i)
        if (has_units(i)) return among[static_cast<std::size_t>(i)];
    for (int i = place; i < static_cast<int>(among.size()); ++i)
        if (has_units(i)) return among[static_cast<std::size_t>(i)];
    return dense_layer(8);
}

std::ptrdiff_t place_of(std::string_view feature) {
    return std::ranges::find(features(), feature, &FeatureRow::id) - features().begin();
}

}  // namespace

void insert_layer(NetworkSpecification& network, int place) {
    const int at = std::clamp(place, 0, static_cast<int>(network.layers.size()));
    network.layers.insert(network.layers.begin() + at, neighbour_with_units(network.layers, at));
}

void insert_layer(NetworkSpecification& network, int place, std::string_view kind, int inputs) {
    const int at = std::clamp(place, 0, static_cast<int>(network.layers.size()));
    const LayerSpecification layer =
        changed_to(neighbour_with_units(network.layers, at), kind, width_before(network.layers, at, inputs));
    network.layers.insert(network.layers.begin() + at, layer);
}

LayerSpecification changed_to(const LayerSpecification& layer, std::string_view kind, int width) {
    const LayerRow* row = find_row(layers(), kind);
    if (row == nullptr || layer.layer.id == kind) return layer;
    LayerSpecification changed = standard_layer(*row);
    const int from = units_place(layer), to = units_place(changed);
    if (from >= 0 && to >= 0)
        changed.layer.values[static_cast<std::size_t>(to)] = layer.layer.values[static_cast<std::size_t>(from)];
    if (row->has_initializer && !layer.initializer.id.empty()) changed.initializer = layer.initializer;
    if (row->has_layers) changed.layers = {dense_layer(width, "tanh"), dense_layer(width, "linear")};
    return changed;
}

int width_before(std::span<const LayerSpecification> before, int place, int inputs) {
    int width = inputs;
    for (const LayerSpecification& layer : before.first(static_cast<std::size_t>(place)))
        if (const LayerRow* row = find_row(layers(), layer.layer.id)) width = row->outputs(layer, width);
    return width;
}

void remove_layer(NetworkSpecification& network, int layer) {
    if (layer >= 0 && layer < static_cast<int>(network.layers.size()))
        network.layers.erase(network.layers.begin() + layer);
}

double* units_of(LayerSpecification& layer) {
    const int place = units_place(layer);
    return place < 0 ? nullptr : &layer.layer.values[static_cast<std::size_t>(place)];
}

bool widen(LayerSpecification& layer, int units) {
    double* value = units_of(layer);
    if (value == nullptr) return false;
    const Setting& setting = find_row(layers(), layer.layer.id)->settings[static_cast<std::size_t>(units_place(layer))];
    const double wanted = std::clamp(*value + units, setting.least, setting.most);
    return std::exchange(*value, wanted) != wanted;
}

void toggle_feature(Scenario& scenario, std::string_view feature) {
    const FeatureRow* row = find_row(features(), feature);
    if (row == nullptr) return;
    const auto found = std::ranges::find(scenario.features, feature);
    if (found != scenario.features.end()) {
        if (scenario.features.size() > 1) scenario.features.erase(found);
        return;
    }
    if (row->needs_x2 && scenario.task == Task::curve) return;
    const auto later = std::ranges::find_if(
        scenario.features, [&](const std::string& other) { return place_of(other) > place_of(feature); });
    scenario.features.insert(later, std::string(feature));
}

}  // namespace ravine
