#include "engine/session/versions.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ravine::session {

namespace {

bool same_network(const Network<float>& a, const Network<float>& b) {
    return std::ranges::equal(a.specifications(), b.specifications()) && a.loss_selection() == b.loss_selection() &&
           a.task() == b.task() && a.classes() == b.classes();
}

bool same_inputs(const InputPipeline& a, const InputPipeline& b) {
    return a.dimensions == b.dimensions && a.mean == b.mean && a.deviation == b.deviation && a.rows == b.rows;
}

bool same_shape(const Model& a, const Model& b) {
    return same_inputs(a.inputs, b.inputs) && (a.network == b.network || same_network(*a.network, *b.network));
}

/// Compares bits: not-a-number equals itself.
bool same_parameters(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

bool same_parameters(const Model& a, const Model& b) {
    const auto same = [](const auto& x, const auto& y) { return same_parameters(*x, *y); };
    return same(a.parameters, b.parameters) && std::ranges::equal(a.other_members, b.other_members, same);
}

/// Pictures of the same neurons may be shown until the next are there.
bool has_same_neurons(const Network<float>& a, const Network<float>& b) {
    if (a.inputs() != b.inputs() || a.depth() != b.depth() || a.task() != b.task()) return false;
    for (int layer = 0; layer < a.depth(); ++layer)
        if (a.width(layer) != b.width(layer)) return false;
    return true;
}

void take_out_pictures(Snapshot& snapshot, const Model& model) {
    if (prediction_width(snapshot.model) != prediction_width(model) ||
        snapshot.model.network->task() != model.network->task())
        snapshot.boundary.reset();
    if (!has_same_neurons(*snapshot.model.network, *model.network)) {
        snapshot.neurons.reset();
        snapshot.layers.reset();
    }
    snapshot.surface.reset();
    snapshot.surface_path.reset();
}

}  // namespace

void put_model(Snapshot& snapshot, Model model) {
    const Model& before = snapshot.model;
    const bool is_first = !before.network;
    if (is_first || before.data != model.data) ++snapshot.data_version;
    if (is_first || !same_shape(before, model)) {
        ++snapshot.shape_version;
        if (!is_first) take_out_pictures(snapshot, model);
    }
    if (is_first || !same_parameters(before, model)) {
        ++snapshot.parameters_version;
    } else {
        model.parameters = before.parameters;
        model.other_members = before.other_members;
    }
    snapshot.model = std::move(model);
}

void put_member(Snapshot& snapshot, std::optional<Model> member, int shown) {
    snapshot.member = std::move(member);
    if (std::exchange(snapshot.shown_member, shown) == shown) return;
    ++snapshot.parameters_version;
    ++snapshot.shape_version;
    snapshot.surface.reset();
    snapshot.surface_path.reset();
}

void drop_unwatched_pictures(Snapshot& snapshot) {
    const command::SetView& view = snapshot.view;
    if (view.boundary_columns <= 0 || view.boundary_rows <= 0) snapshot.boundary.reset();
    if (view.neuron_map_size <= 0) snapshot.neurons.reset();
    if (!view.layers) {
        snapshot.layers.reset();
        snapshot.layer_steps.reset();
    }
    if (view.surface_size <= 0) {
        snapshot.surface.reset();
        snapshot.surface_path.reset();
    }
    const command::SetLandscapeView landscape =
        snapshot.landscape ? snapshot.landscape->view : command::SetLandscapeView();
    if (landscape.columns <= 0) snapshot.heights.reset();
    if (!landscape.basins) snapshot.basins.reset();
    if (!landscape.rate_map) snapshot.rate_map.reset();
}

}  // namespace ravine::session
