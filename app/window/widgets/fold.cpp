#include "app/window/widgets/fold.hpp"

#include <imgui.h>

#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {

bool fold(const char* id, std::string_view label, std::string_view words, bool& open) {
    const float width = ImGui::GetContentRegionAvail().x, height = std::round(px(20));
    if (ImGui::InvisibleButton(id, {width, height})) open = !open;
    controls().note_item(id);
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const float middle = 0.5f * (least.y + most.y);
    const ImU32 colour = hovered ? theme().text : theme().muted;
    const ImVec2 size = caps_size(label);
    (open ? icons::down : icons::right)(draw, {least.x + px(5), middle}, px(open ? 8.0f : 11.0f), colour);
    draw_caps(draw, {least.x + px(16), std::round(middle - 0.5f * size.y)}, label, colour);
    if (open) return true;
    const std::string shown = fitted(words, fonts().small, width - size.x - px(28));
    const ImVec2 end = text_size(shown, fonts().small);
    draw_text(draw, {most.x - end.x, middle - 0.5f * end.y}, shown, fonts().small,
              mixed(theme().muted, theme().text, 0.45f));
    return false;
}

}  // namespace ravine
