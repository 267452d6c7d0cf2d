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

/// The network in words, after the header's label at `corner`; and how many links are left out, if any.
void draw_words(const Diagram& diagram, ImVec2 corner, float width) {
    std::string words = "— " + network_words(*diagram.network);
    const std::string omission = omission_words(*diagram.network, diagram.gaps);
    if (!omission.empty() && !diagram.parameters.empty()) words += " · " + omission;
    if (diagram.parameters.empty()) words += " · waits for points";
    const float left = corner.x + caps_size("Network").x + px(10), right = corner.x + width - px(30);
    draw_text(*ImGui::GetWindowDrawList(), {left, corner.y + 0.5f * (px(20) - text_size(words, fonts().small).y)},
              fitted(words, fonts().small, right - left), fonts().small, mixed(theme().muted, theme().text, 0.45f));
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

}  // namespace

void draw_network_panel(PanelContext& context) {
    std::optional<Diagram> diagram = shown_network(context);
    if (!diagram) {
        card_header("Network", "there is no network for these data yet");
        return;
    }
    const ImVec2 header = ImGui::GetCursorScreenPos();
    card_header("Network");
    const ImVec2 room = ImGui::GetContentRegionAvail();
    if (room.x >= px(80) && room.y >= px(120)) draw_diagram(*diagram, context);
    draw_words(*diagram, header, room.x);
}

}  // namespace ravine
