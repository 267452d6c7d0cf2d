#include <fmt/format.h>

#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/network/diagram.hpp"
#include "app/window/network/network_words.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr int map_size = 32;        ///< cells along a neuron's edge
constexpr int small_map_size = 16;  ///< of networks with many neurons
constexpr int many_neurons = 160;

int neurons_of(const Network<float>& network) {
    int count = network.inputs();
    for (int layer = 0; layer < network.depth(); ++layer) count += network.width(layer);
    return count;
}

/// Asks for the maps and takes the newest. Tiles are drawn larger while one is looked at.
void update_maps(const Diagram& diagram, PanelContext& context) {
    if (diagram.parameters.empty()) return;
    context.link.wanted().network.neuron_map_size =
        neurons_of(*diagram.network) > many_neurons ? small_map_size : map_size;
    if (!context.snapshot.neurons) return;
    float edge = 8;
    for (const DiagramColumn& column : diagram.layout.columns) edge = std::max(edge, column.tile);
    const bool enlarged = diagram.unit && neurons_of(*diagram.network) <= many_neurons;
    context.pictures.neurons.update(*context.snapshot.neurons, static_cast<int>(enlarged ? 2 * edge : edge));
}

void draw_tile(ImDrawList& draw, const Diagram& diagram, const PanelContext& context, DiagramUnit unit) {
    const ImVec2 middle = diagram.place(unit.column, unit.unit);
    const float half = 0.5f * diagram.column(unit.column).tile, rounding = half > px(10) ? px(2) : 0;
    const ImVec2 least{std::round(middle.x - half), std::round(middle.y - half)};
    const ImVec2 most{least.x + 2 * half, least.y + 2 * half};
    const bool hovered = diagram.unit == unit;
    draw.AddRectFilled(least, most, theme().sunken, rounding);
    if (context.snapshot.neurons && !diagram.parameters.empty())
        context.pictures.neurons.show(draw, unit.column, unit.unit, least, most, rounding);
    draw.AddRect(least, most, hovered ? theme().accent : theme().line, rounding, 0, whole_px(hovered ? 2 : 1));
    const std::string name = unit.column == 0 ? fmt::format("input{}", unit.unit)
                                              : fmt::format("layer{}.unit{}", unit.column - 1, unit.unit);
    if (controls().is_on()) controls().note(name, least, most);
}

/// What an output says: the class it stands for, or the number.
std::string output_words(const Network<float>& network, int unit) {
    if (network.task() != Task::classify) return "y";
    const int shown = network.outputs() == 1 ? 1 : unit;
    return std::string(1, static_cast<char>('A' + shown));
}

/// The colour that stands for an output; 0 for none.
ImU32 output_colour(const Network<float>& network, int unit) {
    return network.task() == Task::classify ? class_colour(network.outputs() == 1 ? 1 : unit) : 0;
}

void draw_input_words(ImDrawList& draw, const Diagram& diagram, int unit) {
    const std::string words = unit_words(*diagram.network, diagram.inputs, {0, unit});
    const ImVec2 middle = diagram.place(0, unit), size = text_size(words, fonts().small);
    draw_text(draw, {middle.x - 0.5f * diagram.column(0).tile - size.x - px(6), middle.y - 0.5f * size.y}, words,
              fonts().small, theme().muted);
}

/// A letter in its class's colour could not be read on every background; beside a patch of the colour it can.
void draw_output_words(ImDrawList& draw, const Diagram& diagram, int unit) {
    const std::string words = output_words(*diagram.network, unit);
    const DiagramColumn& column = diagram.layout.columns.back();
    const ImVec2 middle = diagram.place(diagram.network->depth(), unit), size = text_size(words, fonts().small);
    const float edge = std::round(px(8)), left = std::round(middle.x + 0.5f * column.tile + px(7));
    const ImU32 colour = output_colour(*diagram.network, unit);
    const ImVec2 patch{left, std::round(middle.y - 0.5f * edge)};
    if (colour != 0) draw.AddRectFilled(patch, {patch.x + edge, patch.y + edge}, colour);
    draw_text(draw, {left + (colour != 0 ? edge + px(5) : 0), middle.y - 0.5f * size.y}, words, fonts().small,
              theme().text);
}

void draw_hidden_count(ImDrawList& draw, const Diagram& diagram, int index) {
    const DiagramColumn& column = diagram.column(index);
    if (column.hidden == 0) return;
    const std::string words = fmt::format("… +{} more", grouped(static_cast<unsigned long long>(column.hidden)));
    const ImVec2 size = text_size(words, fonts().small);
    const ImVec2 last = diagram.place(index, column.shown - 1);
    draw_text(draw, {last.x - 0.5f * size.x, last.y + 0.5f * column.tile + px(3)}, words, fonts().small, theme().muted);
}

std::string neuron_words(const Diagram& diagram, DiagramUnit unit) {
    const Network<float>& network = *diagram.network;
    const std::string name = unit_words(network, diagram.inputs, unit);
    if (unit.column == 0) return fmt::format("input {}", name);
    const int layer = unit.column - 1;
    const bool is_output = unit.column == network.depth();
    const LayerSpecification& specification = network.specifications()[static_cast<std::size_t>(layer)];
    return fmt::format("{}{} · {}{}", is_output ? "" : fmt::format("layer {}, ", unit.column), name,
                       is_output ? std::string(network.loss().head_label(network.task(), network.classes()))
                                 : kind_words(specification),
                       unit_numbers(network, diagram.parameters, layer, unit.unit));
}

/// The tile enlarged, with what it is and its bias.
void draw_unit_readout(const Diagram& diagram, const PanelContext& context) {
    const float edge = std::round(px(132));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(9), px(8)});
    ImGui::BeginTooltip();
    if (context.snapshot.neurons && !diagram.parameters.empty()) {
        ImGui::Dummy({edge, edge});
        context.pictures.neurons.show(*ImGui::GetWindowDrawList(), diagram.unit->column, diagram.unit->unit,
                                      ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), px(3));
    }
    text_item(neuron_words(diagram, *diagram.unit), fonts().mono_small, theme().text);
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace

void draw_tiles(ImDrawList& draw, const Diagram& diagram, PanelContext& context) {
    update_maps(diagram, context);
    for (int column = 0; column < static_cast<int>(diagram.layout.columns.size()); ++column) {
        for (int unit = 0; unit < diagram.column(column).shown; ++unit) {
            draw_tile(draw, diagram, context, {column, unit});
            if (column == 0) draw_input_words(draw, diagram, unit);
            if (column == diagram.network->depth()) draw_output_words(draw, diagram, unit);
        }
        draw_hidden_count(draw, diagram, column);
    }
}

void draw_diagram_readout(const Diagram& diagram, const PanelContext& context) {
    if (diagram.unit)
        draw_unit_readout(diagram, context);
    else if (diagram.link != nullptr)
        draw_plane_readout(link_words(*diagram.network, diagram.inputs, *diagram.gap, *diagram.link));
}

}  // namespace ravine
