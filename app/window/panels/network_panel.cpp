#include "app/window/panels/network_panel.hpp"

#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/network/diagram.hpp"
#include "app/window/network/network_words.hpp"
#include "app/window/playground/member_row.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// How many links are left out, if any, or that there are none yet.
std::string aside(const Diagram& diagram, bool is_short) {
    if (diagram.parameters.empty()) return "waits for points";
    return omission_words(diagram.gaps, is_short);
}

/// The network in words, after the header's label at `corner`, and the aside at the right, which is never cut off.
void draw_words(const Diagram& diagram, const std::string& member, ImVec2 corner, float width) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const auto wide = [](const std::string& words) { return text_size(words, fonts().small).x; };
    const std::string words = (member.empty() ? "— " : "— " + member + ": ") + network_words(*diagram.network);
    const float left = corner.x + caps_size("Network").x + px(10), right = corner.x + width - px(30), gap = px(16);
    std::string note = aside(diagram, false);
    if (wide(words) + gap + wide(note) > right - left) note = aside(diagram, true);
    const float note_left = right - wide(note), middle = corner.y + 0.5f * (px(20) - text_size("X", fonts().small).y);
    const ImU32 colour = mixed(theme().muted, theme().text, 0.45f);
    draw_text(draw, {note_left, middle}, note, fonts().small, colour);
    draw_text(draw, {left, middle}, fitted(words, fonts().small, note_left - left - (note.empty() ? 0 : gap)),
              fonts().small, colour);
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
    draw_words(*diagram, member_words(context.snapshot), header, room.x);
}

}  // namespace ravine
