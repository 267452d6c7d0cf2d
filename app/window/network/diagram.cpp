#include "app/window/network/diagram.hpp"

#include "app/window/look/theme.hpp"
#include "app/window/state/drawing.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

// More links than this are neither told apart nor drawn in time.
constexpr std::size_t most_links = 384;
constexpr float column_margin = 58, least_column_pitch = 86;  // logical pixels: room for the heads' words

InputPipeline pipeline_of(const Scenario& scenario) {
    InputPipeline inputs;
    inputs.dimensions = task_row(scenario.task).input_dimensions;
    for (const std::string& id : scenario.features)
        if (const FeatureRow* row = find_row(features(), id)) inputs.rows.push_back(row);
    return inputs;
}

std::optional<Diagram> described(const Scenario& scenario) {
    Diagram diagram;
    diagram.inputs = pipeline_of(scenario);
    const auto network = Network<float>::build(scenario.network, diagram.inputs.inputs(), scenario.task,
                                               known_classes(scenario).value_or(2), scenario.loss);
    if (!network) return std::nullopt;
    diagram.network = *network;
    return diagram;
}

float largest_of(const Diagram& diagram, std::uint64_t version) {
    static std::uint64_t known_version = 0;
    static const Network<float>* known_network = nullptr;
    static float known = 1;
    if (version != known_version || known_network != diagram.network.get())
        known = largest_weight(*diagram.network, diagram.parameters);
    known_version = version;
    known_network = diagram.network.get();
    return known;
}

}  // namespace

std::optional<Diagram> shown_network(const PanelContext& context) {
    if (waits_for_points(context.state.scenario)) return described(context.state.scenario);
    const Model& model = context.snapshot.network();
    if (!model.network) return std::nullopt;
    Diagram diagram;
    diagram.network = model.network;
    diagram.inputs = model.inputs;
    if (model.parameters) diagram.parameters = *model.parameters;
    diagram.largest = largest_of(diagram, context.snapshot.parameters_version);
    return diagram;
}

float least_width(const Diagram& diagram) {
    return px(2 * column_margin + least_column_pitch * static_cast<float>(diagram.network->depth()));
}

void lay_out(Diagram& diagram, ImVec2 corner, ImVec2 size) {
    std::vector<int> widths{diagram.network->inputs()};
    for (int layer = 0; layer < diagram.network->depth(); ++layer) widths.push_back(diagram.network->width(layer));
    diagram.head = px(58);
    diagram.foot = px(40);
    DiagramRoom room;
    room.width = size.x;
    room.height = size.y - diagram.head - diagram.foot;
    room.margin = px(column_margin);
    room.least_pitch = px(least_column_pitch);
    room.least_tile = px(14);
    room.most_tile = px(44);
    diagram.layout = lay_out_diagram(widths, room);
    diagram.corner = {corner.x, corner.y + diagram.head};
    diagram.size = {diagram.layout.width, room.height};
    for (int layer = 0; layer < diagram.network->depth(); ++layer)
        if (gap_kind(*diagram.network, layer) == GapKind::level)
            make_slim(diagram.layout.columns[static_cast<std::size_t>(layer) + 1], px(8));
    diagram.gaps = choose_links(*diagram.network, diagram.parameters, diagram.layout, most_links);
}

void find_pointer(Diagram& diagram) {
    if (!ImGui::IsWindowHovered() || ImGui::IsAnyMouseDown()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float x = mouse.x - diagram.corner.x, y = mouse.y - diagram.corner.y;
    if (y < -px(8) || y > diagram.size.y + px(8)) return;
    diagram.unit = unit_at(diagram.layout, x, y);
    const std::optional<int> gap = gap_at(diagram.layout, x);
    if (diagram.unit || !gap || static_cast<std::size_t>(*gap) >= diagram.gaps.size()) return;
    const DiagramColumn &from = diagram.column(*gap), &to = diagram.column(*gap + 1);
    const float across = (x - from.right()) / (to.left() - from.right());
    diagram.link = link_at(diagram.gaps[static_cast<std::size_t>(*gap)], from, to, across, y, px(5));
    if (diagram.link != nullptr) diagram.gap = gap;
}

}  // namespace ravine
