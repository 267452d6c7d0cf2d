#include "app/window/widgets/segmented.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

std::string cell_name(const char* id, std::string_view label) {
    std::string name = fmt::format("{}.{}", id, label);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return c == ' ' ? '_' : static_cast<char>(std::tolower(c)); });
    return name;
}

/// One cell of a size as the next item; true when clicked.
bool cell(const std::string& name, ImVec2 size, bool& hovered) {
    const bool clicked = ImGui::InvisibleButton(name.c_str(), size);
    hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    controls().note_item(name);
    return clicked;
}

void draw_middle(std::string_view label, ImFont* font, ImU32 colour) {
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax(), size = text_size(label, font);
    draw_text(*ImGui::GetWindowDrawList(), {0.5f * (least.x + most.x - size.x), 0.5f * (least.y + most.y - size.y)},
              label, font, colour);
}

}  // namespace

bool segmented(const char* id, std::span<const std::string_view> labels, int& index) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = control_height(), inset = whole_px(2);
    draw.AddRectFilled(corner, {corner.x + width, corner.y + height}, theme().sunken, px(6));
    const float each = width / static_cast<float>(labels.size());
    bool changed = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, 0);
        bool hovered = false;
        const bool chosen = static_cast<int>(i) == index;
        if (cell(cell_name(id, labels[i]), {each, height}, hovered) && !chosen) {
            index = static_cast<int>(i);
            changed = true;
        }
        const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
        if (chosen)
            draw.AddRectFilled({least.x + inset, least.y + inset}, {most.x - inset, most.y - inset}, theme().hovered,
                               px(5));
        draw_middle(labels[i], chosen ? fonts().strong : fonts().text,
                    chosen || hovered ? theme().text : theme().muted);
    }
    return changed;
}

bool tabs(const char* id, std::span<const std::string_view> labels, int& index) {
    bool changed = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, px(18));
        bool hovered = false;
        const bool chosen = static_cast<int>(i) == index;
        ImFont* font = chosen ? fonts().strong : fonts().text;
        const ImVec2 size = text_size(labels[i], fonts().strong);
        if (cell(cell_name(id, labels[i]), {std::ceil(size.x), std::round(px(20))}, hovered) && !chosen) {
            index = static_cast<int>(i);
            changed = true;
        }
        draw_middle(labels[i], font, chosen || hovered ? theme().text : theme().muted);
    }
    return changed;
}

bool swatch(const char* id, ImU32 colour, std::string_view label, bool selected) {
    const float height = control_height(), edge = std::round(px(10));
    const float width = std::ceil(px(30) + text_size(label, fonts().strong).x);
    bool hovered = false;
    const bool clicked = cell(cell_name(id, label), {width, height}, hovered);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    if (selected || hovered) draw.AddRectFilled(least, most, selected ? theme().hovered : theme().raised, px(5));
    const ImVec2 corner{least.x + px(8), std::round(0.5f * (least.y + most.y - edge))};
    draw.AddRectFilled(corner, {corner.x + edge, corner.y + edge}, colour, px(2.5f));
    const ImVec2 size = text_size(label, fonts().text);
    draw_text(draw, {corner.x + edge + px(6), 0.5f * (least.y + most.y - size.y)}, label,
              selected ? fonts().strong : fonts().text, selected || hovered ? theme().text : theme().muted);
    return clicked;
}

bool toggle(const char* id, std::string_view label, bool& value) {
    const float width = ImGui::GetContentRegionAvail().x, height = std::round(px(22));
    bool hovered = false;
    const bool clicked = cell(id, {width, height}, hovered);
    if (clicked) value = !value;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const float middle = 0.5f * (least.y + most.y), radius = px(7), track = px(30);
    draw_text(draw, {least.x, middle - 0.5f * text_size(label, fonts().text).y}, label, fonts().text, theme().text);
    const ImU32 fill = value ? theme().accent : hovered ? theme().muted : theme().line;
    draw.AddRectFilled({most.x - track, middle - radius}, {most.x, middle + radius}, fill, radius);
    draw.AddCircleFilled({value ? most.x - radius : most.x - track + radius, middle}, radius - px(2),
                         theme().light || value ? theme().panel : theme().text);
    return clicked;
}

}  // namespace ravine
