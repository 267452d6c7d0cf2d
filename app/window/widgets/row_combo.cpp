#include "app/window/widgets/row_combo.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// The closed box; true when clicked.
bool box(const char* id, std::string_view text, ImVec2 size) {
    const bool clicked = ImGui::InvisibleButton(id, size);
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    controls().note_item(id);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const float middle = 0.5f * (least.y + most.y);
    draw.AddRectFilled(least, most, hovered ? theme().hovered : theme().raised, px(5));
    draw.AddRect(least, most, theme().line, px(5), 0, whole_px(1));
    // Smaller before it is shortened, where there is little room.
    ImFont* font = text_size(text, fonts().text).x <= size.x - px(32) ? fonts().text : fonts().small;
    const float margin = px(font == fonts().text ? 10 : 7);
    const std::string shown = fitted(text, font, size.x - margin - px(font == fonts().text ? 22 : 17));
    draw_text(draw, {least.x + margin, middle - 0.5f * text_size(shown, font).y}, shown, font, theme().text);
    icons::down(draw, {most.x - px(font == fonts().text ? 14 : 11), middle}, px(8), theme().muted);
    return clicked;
}

/// One line of the open list; true when picked.
bool line(const char* id, const Choice& choice, bool selected, float width) {
    const std::string name = fmt::format("{}.{}", id, choice.id);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {width, std::round(px(28))}) && choice.enabled;
    const bool hovered = choice.enabled && ImGui::IsItemHovered();
    controls().note_item(name);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    if (hovered) draw.AddRectFilled(least, most, theme().hovered, px(4));
    const ImU32 colour = !choice.enabled ? theme().muted : selected ? theme().accent : theme().text;
    const ImVec2 size = text_size(choice.label, fonts().text);
    draw_text(draw, {least.x + px(8), 0.5f * (least.y + most.y - size.y)}, choice.label,
              selected ? fonts().strong : fonts().text, colour);
    explain_item({choice.label, choice.enabled ? std::string_view() : choice.why_not, choice.formula, choice.source,
                  choice.picture, choice.settings});
    return clicked;
}

float list_width(std::span<const Choice> choices, float least) {
    float width = least - px(12);
    for (const Choice& choice : choices) width = std::max(width, text_size(choice.label, fonts().strong).x + px(20));
    return std::ceil(width);
}

}  // namespace

int choice_list(const char* id, std::span<const Choice> choices, int selected, float width) {
    int picked = -1;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (line(id, choices[i], static_cast<int>(i) == selected, width)) picked = static_cast<int>(i);
    ImGui::PopStyleVar();
    return picked;
}

int choice_combo(const char* id, std::string_view label, std::span<const Choice> choices, int selected) {
    const float whole = ImGui::GetContentRegionAvail().x;
    const bool known = selected >= 0 && selected < static_cast<int>(choices.size());
    const std::string_view shown = known ? choices[static_cast<std::size_t>(selected)].label : "–";
    float width = whole, height = control_height();
    if (!label.empty()) {
        height = std::round(px(28));  // a row among others
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const ImVec2 size = text_size(label, fonts().text);
        draw_text(*ImGui::GetWindowDrawList(), {corner.x, corner.y + 0.5f * (height - size.y)}, label, fonts().text,
                  theme().text);
        const float wanted = std::max({px(118), whole * 0.5f, text_size(shown, fonts().text).x + px(34)});
        width = std::min(whole - size.x - px(12), std::ceil(wanted));
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + whole - width);
    }
    const std::string popup = fmt::format("{}.list", id);
    if (box(id, shown, {width, height})) ImGui::OpenPopup(popup.c_str());
    const ImVec2 below{ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + px(3)};
    ImGui::SetNextWindowPos(below, ImGuiCond_Appearing);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(6), px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    int picked = -1;
    if (ImGui::BeginPopup(popup.c_str())) {
        picked = choice_list(id, choices, selected, list_width(choices, width));
        if (picked >= 0) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
    return picked;
}

}  // namespace ravine
