#include "app/window/network/layer_menu.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <optional>
#include <vector>

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
    if (find_row(layers(), layer.layer.id)->standard_activation == "linear") {  // seldom wanted: one line is enough
        selection_combo(id.c_str(), "", activations(), layer.activation);
        selection_sliders(activations(), layer.activation);
        return;
    }
    std::vector<Choice> choices;
    for (const ActivationRow& row : activations()) choices.push_back(choice_of(row));
    const int picked = choice_list(id.c_str(), choices, index_of_row(activations(), layer.activation.id),
                                   ImGui::GetContentRegionAvail().x);
    if (picked >= 0) layer.activation = standard_selection(activations()[static_cast<std::size_t>(picked)]);
    selection_sliders(activations(), layer.activation);
}

std::vector<Choice> kind_choices() {
    std::vector<Choice> choices;
    for (const LayerRow& row : layers()) choices.push_back(choice_of(row));
    return choices;
}

void draw_kind(const LayerMenu& menu, LayerSpecification& layer) {
    const int picked =
        choice_combo((menu.id + ".kind").c_str(), "", kind_choices(), index_of_row(layers(), layer.layer.id));
    if (picked >= 0) layer = changed_to(layer, layers()[static_cast<std::size_t>(picked)].id, menu.inputs);
}

/// A line for each layer inside that opens its own menu; true when it is to be removed.
bool draw_inside_layer(const LayerMenu& menu, LayerSpecification& layer) {
    const std::string popup = menu.id + ".popup";
    if (button((menu.id + ".menu").c_str(), layer_words(layer),
               {.kind = ButtonKind::normal, .icon = icons::right, .icon_at_end = true, .width = -1}))
        ImGui::OpenPopup(popup.c_str());
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    ImGui::SetNextWindowPos({most.x + px(10), least.y}, ImGuiCond_Appearing);
    return draw_layer_menu(menu, layer);
}

void draw_layers_inside(const LayerMenu& menu, std::vector<LayerSpecification>& inside) {
    caption("Layers inside: F");
    std::optional<std::size_t> removed;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        const LayerMenu of_inside{fmt::format("{}.inside{}", menu.id, i),
                                  width_before(inside, static_cast<int>(i), menu.inputs), inside.size() > 1};
        if (draw_inside_layer(of_inside, inside[i])) removed = i;
    }
    if (removed) inside.erase(inside.begin() + static_cast<std::ptrdiff_t>(*removed));
    if (button((menu.id + ".add").c_str(), "+ layer", {.kind = ButtonKind::link, .width = -1}))
        ImGui::OpenPopup((menu.id + ".add.kinds").c_str());
    NetworkSpecification list{inside};
    if (const std::string kind = draw_kinds_menu(menu.id + ".add"); !kind.empty()) {
        insert_layer(list, static_cast<int>(inside.size()), kind, menu.inputs);
        inside = list.layers;
    }
}

}  // namespace

std::string draw_kinds_menu(const std::string& id) {
    ImGui::SetNextWindowSize({px(190), 0});
    if (!ImGui::BeginPopup((id + ".kinds").c_str())) return {};
    caption("Kind of layer");
    const int picked = choice_list(id.c_str(), kind_choices(), -1, ImGui::GetContentRegionAvail().x);
    if (picked >= 0) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    return picked < 0 ? std::string() : std::string(layers()[static_cast<std::size_t>(picked)].id);
}

bool draw_layer_menu(const LayerMenu& menu, LayerSpecification& layer) {
    ImGui::SetNextWindowSize({px(268), 0});
    if (!ImGui::BeginPopup((menu.id + ".popup").c_str())) return false;
    draw_kind(menu, layer);
    const LayerRow* row = find_row(layers(), layer.layer.id);
    selection_sliders(layers(), layer.layer);
    if (row != nullptr && row->has_layers) draw_layers_inside(menu, layer.layers);
    if (row != nullptr && row->has_activation) {
        caption("Activation");
        draw_activations(menu.id + ".activation", layer);
    }
    if (row != nullptr && row->has_initializer) {
        caption("Initialiser, for the next reset");
        selection_combo((menu.id + ".initializer").c_str(), "", initializers(), layer.initializer);
        selection_sliders(initializers(), layer.initializer);
    }
    const bool removed = button((menu.id + ".remove").c_str(), "Remove layer",
                                {.icon = icons::close, .width = -1, .enabled = menu.removable});
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
