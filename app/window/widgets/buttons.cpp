#include "app/window/widgets/buttons.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

struct ButtonColours {
    ImU32 fill, edge, text;
};

ButtonColours colours_of(const ButtonLook& look, bool hovered, bool held) {
    const Theme& t = theme();
    if (look.kind == ButtonKind::primary)
        return {hovered ? mixed(t.accent, t.text, held ? 0.3f : 0.15f) : t.accent, 0, t.on_accent};
    const ImU32 under = held ? t.line : t.hovered;
    if (look.kind == ButtonKind::normal)
        return {hovered || look.selected ? under : t.raised, look.selected ? t.accent : t.line, t.text};
    const ImU32 text = look.kind == ButtonKind::link ? t.accent : look.selected || hovered ? t.text : t.muted;
    return {hovered || look.selected ? under : 0, 0, text};
}

/// The invisible ImGui button, noted as a control; its state in `hovered` and `held`.
bool behave(const char* id, ImVec2 size, bool enabled, bool& hovered, bool& held) {
    const bool clicked = ImGui::InvisibleButton(id, size) && enabled;
    hovered = enabled && ImGui::IsItemHovered();
    held = enabled && ImGui::IsItemActive();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    controls().note_item(id);
    return clicked;
}

void draw_frame(const ButtonColours& colours, float opacity) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const float rounding = px(5);
    if (colours.fill != 0)
        draw.AddRectFilled(least, most, opacity < 1 ? with_alpha(colours.fill, opacity) : colours.fill, rounding);
    if (colours.edge != 0) draw.AddRect(least, most, colours.edge, rounding, 0, whole_px(1));
}

void draw_content(std::string_view label, const ButtonLook& look, ImFont* font, ImU32 colour, float opacity) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const ImVec2 size = text_size(label, font);
    const float icon = look.icon != nullptr ? px(11) : 0, gap = icon > 0 && !label.empty() ? px(7) : 0;
    const float whole = size.x + icon + gap, middle = 0.5f * (least.y + most.y);
    const float left = std::round(0.5f * (least.x + most.x - whole));
    const ImU32 ink = opacity < 1 ? with_alpha(colour, opacity) : colour;
    const float icon_left = look.icon_at_end ? left + size.x + gap : left;
    if (look.icon != nullptr) look.icon(draw, {icon_left + 0.5f * icon, middle}, icon, ink);
    draw_text(draw, {look.icon_at_end ? left : left + icon + gap, middle - 0.5f * size.y}, label, font, ink);
}

float width_of(std::string_view label, const ButtonLook& look, ImFont* font) {
    if (look.width > 0) return look.width;
    if (look.width < 0) return ImGui::GetContentRegionAvail().x;
    const float icon = look.icon != nullptr ? px(11) + (label.empty() ? 0 : px(7)) : 0;
    const float margin = look.kind == ButtonKind::link ? px(4) : px(12);
    return std::ceil(text_size(label, font).x + icon + 2 * margin);
}

}  // namespace

float control_height() { return std::round(px(30)); }

bool button(const char* id, std::string_view label, const ButtonLook& look) {
    ImFont* font = look.kind == ButtonKind::primary || (look.selected && look.kind == ButtonKind::quiet)
                       ? fonts().strong
                       : fonts().text;
    bool hovered = false, held = false;
    const float height = look.height > 0 ? look.height : control_height();
    const bool clicked = behave(id, {width_of(label, look, font), height}, look.enabled, hovered, held);
    const ButtonColours colours = colours_of(look, hovered, held);
    const float opacity = look.enabled ? 1.0f : 0.4f;
    draw_frame(colours, opacity);
    draw_content(label, look, font, colours.text, opacity);
    if (!look.tooltip.empty()) explain_item({.help = look.tooltip});
    return clicked;
}

bool icon_button(const char* id, Icon icon, std::string_view tooltip, bool enabled, float edge) {
    const float size = edge > 0 ? edge : control_height();
    bool hovered = false, held = false;
    const bool clicked = behave(id, {size, size}, enabled, hovered, held);
    draw_frame(colours_of({.kind = ButtonKind::quiet}, hovered, held), 1);
    const ImVec2 least = ImGui::GetItemRectMin();
    const ImU32 colour = hovered ? theme().text : theme().muted;
    icon(*ImGui::GetWindowDrawList(), {least.x + 0.5f * size, least.y + 0.5f * size}, std::min(px(12), size * 0.6f),
         enabled ? colour : with_alpha(colour, 0.4f));
    if (!tooltip.empty()) explain_item({.help = tooltip});
    return clicked;
}

}  // namespace ravine
