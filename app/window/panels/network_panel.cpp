#include "app/window/panels/network_panel.hpp"

#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/network/diagram.hpp"
#include "app/window/network/network_words.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// The network in words, after the header's label.
void draw_header(const Diagram& diagram) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float left = corner.x + caps_size("Network").x + px(10);
    const float room = corner.x + ImGui::GetContentRegionAvail().x - px(30) - left;
    card_header("Network");
    const std::string words = fitted("— " + network_words(*diagram.network), fonts().small, room);
    draw_text(*ImGui::GetWindowDrawList(), {left, corner.y + 0.5f * (px(20) - text_size(words, fonts().small).y)},
              words, fonts().small, mixed(theme().muted, theme().text, 0.45f));
}

/// The wheel moves along a deep network.
void scroll_by_wheel() {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel != 0 && ImGui::IsWindowHovered() && ImGui::GetScrollMaxX() > 0)
        ImGui::SetScrollX(ImGui::GetScrollX() - wheel * px(60));
}

void draw_diagram(Diagram& diagram, PanelContext& context) {
    const bool scrolls = least_width(diagram) > ImGui::GetContentRegionAvail().x;
    ImGui::BeginChild("diagram", {0, 0}, false,
                      ImGuiWindowFlags_NoScrollWithMouse |
                          (scrolls ? ImGuiWindowFlags_HorizontalScrollbar : ImGuiWindowFlags_NoScrollbar));
    scroll_by_wheel();
    lay_out(diagram, ImGui::GetCursorScreenPos(), ImGui::GetContentRegionAvail());
    find_pointer(diagram);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least{diagram.corner.x, diagram.corner.y - diagram.head};
    draw_links(draw, diagram);
    draw_tiles(draw, diagram, context);
    draw_column_heads(diagram, context);
    draw_insert_buttons(diagram, context);
    ImGui::SetCursorScreenPos(least);
    ImGui::Dummy({diagram.layout.width, 1});  // what can be scrolled over
    draw_diagram_readout(diagram, context);
    ImGui::EndChild();
}

void draw_omission(const Diagram& diagram, ImVec2 most) {
    const std::string words = omission_words(*diagram.network, diagram.gaps);
    if (words.empty() || diagram.parameters.empty()) return;
    const ImVec2 size = text_size(words, fonts().small);
    draw_text(*ImGui::GetWindowDrawList(), {most.x - size.x, most.y - size.y}, words, fonts().small, theme().muted);
}

}  // namespace

void draw_network_panel(PanelContext& context) {
    std::optional<Diagram> diagram = shown_network(context);
    if (!diagram) {
        card_header("Network", "there is no network for these data yet");
        return;
    }
    draw_header(*diagram);
    const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    if (room.x < px(80) || room.y < px(120)) return;
    draw_diagram(*diagram, context);
    draw_omission(*diagram, {corner.x + room.x, corner.y + room.y});
}

}  // namespace ravine
