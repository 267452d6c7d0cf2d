#include "app/window/network/layer_menu.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/network/network_edits.hpp"
#include "app/window/network/network_words.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/row_combo.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/data/features.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/layers.hpp"

namespace ravine {
namespace {

void caption(std::string_view words) {
    draw_caps(*ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), words, theme().muted);
    ImGui::Dummy({1, px(14)});
}

void draw_activations(const std::string& id, LayerSpecification& layer) {
    std::vector<Choice> choices;
    for (const ActivationRow& row : activations()) choices.push_back(choice_of(row));
    const int picked = choice_list(id.c_str(), choices, index_of_row(activations(), layer.activation.id),
                                   ImGui::GetContentRegionAvail().x);
    if (picked >= 0) layer.activation = standard_selection(activations()[static_cast<std::size_t>(picked)]);
    selection_sliders(activations(), layer.activation);
}

}  // namespace

bool draw_layer_menu(const char* popup, int index, LayerSpecification& layer) {
    ImGui::SetNextWindowSize({px(268), 0});
    if (!ImGui::BeginPopup(popup)) return false;
    const std::string id = fmt::format("layer{}", index);
    const LayerRow* row = find_row(layers(), layer.layer.id);
    selection_sliders(layers(), layer.layer);
    if (row != nullptr && row->has_activation) {
        caption("Activation");
        draw_activations(id + ".activation", layer);
    }
    if (row != nullptr && row->has_initializer) {
        caption("Initialiser, for the next reset");
        selection_combo((id + ".initializer").c_str(), "", initializers(), layer.initializer);
        selection_sliders(initializers(), layer.initializer);
    }
    const bool removed = button((id + ".remove").c_str(), "Remove layer", {.icon = icons::close, .width = -1});
    if (removed) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    return removed;
}

void draw_feature_menu(const char* popup, Scenario& scenario) {
    ImGui::SetNextWindowSize({px(190), 0});
    if (!ImGui::BeginPopup(popup)) return;
    caption("Input features");
    for (const FeatureRow& row : features()) {
        if (row.needs_x2 && scenario.task == Task::curve) continue;
        bool on = std::ranges::find(scenario.features, row.id) != scenario.features.end();
        const bool is_last = on && scenario.features.size() == 1;
        const std::string label = feature_words(row, task_row(scenario.task).input_dimensions);
        if (toggle(fmt::format("feature.{}", row.id).c_str(), label, on)) toggle_feature(scenario, row.id);
        if (is_last) explain_item({.help = "The network needs at least one input."});
    }
    ImGui::EndPopup();
}

}  // namespace ravine
