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
    context.link.wanted().network.neuron_map_size =
        neurons_of(*diagram.network) > many_neurons ? small_map_size : map_size;
    if (!context.snapshot.neurons || diagram.parameters.empty()) return;
    float edge = 8;
    for (const DiagramColumn& column : diagram.layout.columns) edge = std::max(edge, column.tile);
    const bool enlarged = diagram.unit && neurons_of(*diagram.network) <= many_neurons;
    context.pictures.neurons.update(*context.snapshot.neurons, static_cast<int>(enlarged ? 2 * edge : edge));
}

void draw_tile(ImDrawList& draw, const Diagram& diagram, const PanelContext& context, DiagramUnit unit) {
    const ImVec2 middle = diagram.place(unit.column, unit.unit);
    const float half = 0.5f * diagram.column(unit.column).tile, rounding = px(2);
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

void draw_side_words(ImDrawList& draw, const Diagram& diagram, DiagramUnit unit) {
    const DiagramColumn& column = diagram.column(unit.column);
    const ImVec2 middle = diagram.place(unit.column, unit.unit);
    const bool is_input = unit.column == 0, is_output = unit.column == diagram.network->depth();
    if (!is_input && !is_output) return;
    const std::string words =
        is_input ? unit_words(*diagram.network, diagram.inputs, unit) : output_words(*diagram.network, unit.unit);
    const ImVec2 size = text_size(words, fonts().small);
    const float x = is_input ? middle.x - 0.5f * column.tile - size.x - px(6) : middle.x + 0.5f * column.tile + px(7);
    const ImU32 colour = is_output && diagram.network->task() == Task::classify
                             ? class_colour(diagram.network->outputs() == 1 ? 1 : unit.unit)
                             : theme().muted;
    draw_text(draw, {x, middle.y - 0.5f * size.y}, words, fonts().small, colour);
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
    return fmt::format("{}{} · {}\nbias {}", is_output ? "" : fmt::format("layer {}, ", unit.column), name,
                       is_output ? network.loss().head_label(network.task()) : activation_word(specification),
                       short_number(static_cast<double>(bias_of(network, diagram.parameters, layer, unit.unit))));
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
            draw_side_words(draw, diagram, {column, unit});
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
