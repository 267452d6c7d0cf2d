#include <fmt/format.h>

#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/network/diagram.hpp"
#include "app/window/network/layer_menu.hpp"
#include "app/window/network/layer_readout.hpp"
#include "app/window/network/network_edits.hpp"
#include "app/window/network/network_words.hpp"
#include "app/window/playground/loss_curves.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

float head_top(const Diagram& diagram) { return diagram.corner.y - diagram.head; }

/// Puts the cursor so that something of this width stands in the middle of a column.
void centre(const Diagram& diagram, float middle, float width, float y) {
    ImGui::SetCursorScreenPos({std::round(diagram.corner.x + middle - 0.5f * width), std::round(y)});
}

/// The menu that comes next opens below its column's label.
void place_menu(const Diagram& diagram, int column) {
    ImGui::SetNextWindowPos({diagram.corner.x + diagram.column(column).middle - px(60), head_top(diagram) + px(33)},
                            ImGuiCond_Appearing);
}

/// A label that opens a menu; true when clicked.
bool head_button(const Diagram& diagram, int column, const std::string& id, const std::string& label, Icon icon,
                 std::string_view tooltip) {
    const float width = std::ceil(text_size(label, fonts().text).x + px(icon != nullptr ? 32 : 14));
    centre(diagram, diagram.column(column).middle, width, head_top(diagram));
    return button(id.c_str(), label,
                  {.kind = ButtonKind::quiet, .icon = icon, .icon_at_end = true, .width = width, .tooltip = tooltip});
}

void draw_input_head(const Diagram& diagram, PanelContext& context) {
    if (head_button(diagram, 0, "inputs", "inputs", icons::plus, "Which features of a point the network is given"))
        ImGui::OpenPopup("inputs.menu");
    place_menu(diagram, 0);
    draw_feature_menu("inputs.menu", context.state.scenario);
}

void draw_width_buttons(const Diagram& diagram, int layer, LayerSpecification& specification) {
    const double* units = units_of(specification);
    if (units == nullptr) return;
    const float edge = std::round(px(20));
    centre(diagram, diagram.column(layer + 1).middle, 2 * edge + px(6), head_top(diagram) + px(30));
    if (icon_button(fmt::format("layer{}.narrow", layer).c_str(), icons::minus, "One unit fewer", *units > 1, edge))
        widen(specification, -1);
    ImGui::SameLine(0, px(6));
    if (icon_button(fmt::format("layer{}.widen", layer).c_str(), icons::plus, "One unit more", true, edge))
        widen(specification, 1);
}

/// The second line of a head, where no buttons for the width stand.
void draw_below(const Diagram& diagram, int layer, const std::string& words) {
    const std::string shown = fitted(words, fonts().small, diagram.layout.pitch - px(4));
    const ImVec2 size = text_size(shown, fonts().small);
    centre(diagram, diagram.column(layer + 1).middle, size.x, head_top(diagram) + px(29));
    text_item(shown, fonts().small, theme().muted);
}

/// True when the layer is to be removed.
bool draw_layer_head(const Diagram& diagram, PanelContext& context, int layer, LayerSpecification& specification,
                     int inputs) {
    const float room = diagram.layout.pitch - px(36);
    const HeadWords words =
        head_words(specification, [&](const std::string& all) { return text_size(all, fonts().text).x <= room; });
    const LayerMenu menu{fmt::format("layer{}", layer), inputs};
    const bool fits = text_size(words.label, fonts().text).x <= room;
    const std::string label = fits ? words.label : fitted(words.label, fonts().text, room + px(18));
    if (head_button(diagram, layer + 1, menu.id + ".menu", label, fits ? icons::down : nullptr, ""))
        ImGui::OpenPopup((menu.id + ".popup").c_str());
    explain_item({layer_words(specification), "Click for kind of layer, settings, remove.", "", "",
                  layer_readout(context, layer)});
    if (words.below.empty())
        draw_width_buttons(diagram, layer, specification);
    else
        draw_below(diagram, layer, words.below);
    place_menu(diagram, layer + 1);
    return draw_layer_menu(menu, specification);
}

void draw_output_head(const Diagram& diagram, PanelContext& context) {
    const std::string words(diagram.network->loss().head_label(diagram.network->task(), diagram.network->classes()));
    const ImVec2 size = text_size(words, fonts().text);
    centre(diagram, diagram.layout.columns.back().middle, size.x, head_top(diagram) + 0.5f * (px(30) - size.y));
    text_item(words, fonts().text, theme().muted);
    controls().note_item("output");
    const Network<float>& network = *diagram.network;
    const std::function<void()> draw_readout = layer_readout(context, network.depth() - 1);
    explain_item(
        {words, "The output layer follows from task and loss.", network.loss().formula, network.loss().source, [&] {
             draw_readout();
             draw_loss_curves(network.loss(), network.loss_selection().values);
         }});
}

}  // namespace

void draw_column_heads(const Diagram& diagram, PanelContext& context) {
    std::vector<LayerSpecification>& layers = context.state.scenario.network.layers;
    draw_input_head(diagram, context);
    draw_output_head(diagram, context);
    // The worker may be a moment behind; what it has not got yet has no column to stand over.
    const int count = std::min(static_cast<int>(layers.size()), diagram.network->depth() - 1);
    std::optional<int> removed;
    for (int layer = 0; layer < count; ++layer)
        if (draw_layer_head(diagram, context, layer, layers[static_cast<std::size_t>(layer)],
                            width_before(layers, layer, diagram.network->inputs())))
            removed = layer;
    if (removed) remove_layer(context.state.scenario.network, *removed);
}

void draw_insert_buttons(const Diagram& diagram, PanelContext& context) {
    const int gaps = static_cast<int>(diagram.layout.columns.size()) - 1;
    const float width = std::ceil(text_size("+ layer", fonts().text).x + px(8));
    NetworkSpecification& network = context.state.scenario.network;
    std::optional<int> place;
    std::string kind;
    for (int gap = 0; gap < gaps; ++gap) {
        const float middle = 0.5f * (diagram.column(gap).middle + diagram.column(gap + 1).middle);
        const bool is_last = gap + 1 == gaps;
        centre(diagram, middle, width + px(18), diagram.corner.y + diagram.size.y + px(3));
        const std::string id = is_last ? "add_layer" : fmt::format("insert_layer{}", gap);
        if (button(id.c_str(), "+ layer",
                   {.kind = is_last ? ButtonKind::link : ButtonKind::quiet,
                    .width = width,
                    .tooltip = "A further layer here, like the one to its left"}))
            place = gap;
        ImGui::SameLine(0, 0);
        if (button((id + ".menu").c_str(), "",
                   {.kind = ButtonKind::quiet,
                    .icon = icons::down,
                    .width = px(18),
                    .tooltip = "A layer of another kind here"}))
            ImGui::OpenPopup((id + ".kinds").c_str());
        if (const std::string picked = draw_kinds_menu(id); !picked.empty()) {
            kind = picked;
            place = gap;
        }
    }
    if (place && kind.empty()) insert_layer(network, *place);
    if (place && !kind.empty()) insert_layer(network, *place, kind, diagram.network->inputs());
}

}  // namespace ravine
