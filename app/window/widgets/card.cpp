#include "app/window/widgets/card.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

struct OpenCard {
    std::string panel;
    ImVec2 least, most;
    bool can_save = false;
};
OpenCard card;
std::optional<CardPicture> wanted;

/// Covers what of the corner lies outside of a quarter of a circle around `middle`, in the background's colour.
void round_corner(ImDrawList& draw, ImVec2 corner, ImVec2 middle, float radius, float from) {
    constexpr int pieces = 8;
    constexpr float step = 0.5f * std::numbers::pi_v<float> / pieces;
    const auto at = [&](int i) {
        const float angle = from + step * static_cast<float>(i);
        return ImVec2{middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
    };
    for (int i = 0; i < pieces; ++i) draw.AddTriangleFilled(corner, at(i), at(i + 1), theme().background);
}

void round_corners(ImDrawList& draw, ImVec2 least, ImVec2 most, float radius) {
    constexpr float right_angle = 0.5f * std::numbers::pi_v<float>;
    const ImDrawListFlags flags = draw.Flags;
    draw.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // the border that comes over it is smooth
    round_corner(draw, most, {most.x - radius, most.y - radius}, radius, 0);
    round_corner(draw, {least.x, most.y}, {least.x + radius, most.y - radius}, radius, right_angle);
    round_corner(draw, least, {least.x + radius, least.y + radius}, radius, 2 * right_angle);
    round_corner(draw, {most.x, least.y}, {most.x - radius, least.y + radius}, radius, 3 * right_angle);
    draw.Flags = flags;
}

float header_height() { return std::round(px(20)); }

/// Note and save button on the header's line, whose top is `line`; both end at the card's right padding. Returns where
/// they begin.
float draw_right_side(std::string_view note, float line, float left_end) {
    const float edge = header_height();
    float right = card.most.x - px(14);
    if (card.can_save) {
        ImGui::SetCursorScreenPos({right - edge + px(4), line});
        if (icon_button("save_png", icons::save, "Save this picture as PNG", true, edge))
            wanted = CardPicture{card.panel, card.least, card.most};
        right -= edge + px(4);
    }
    if (note.empty()) return right;
    const std::string shown = fitted(note, fonts().small, right - left_end - px(12));
    const ImVec2 size = text_size(shown, fonts().small);
    draw_text(*ImGui::GetWindowDrawList(), {right - size.x, line + 0.5f * (edge - size.y)}, shown, fonts().small,
              mixed(theme().muted, theme().text, 0.45f));
    return right - size.x;
}

/// As much of the label as there is room for; the note beside it has the numbers and comes first.
std::string fitted_caps(std::string_view label, float width) {
    std::string whole(label);
    while (!whole.empty() && caps_size(whole).x > width) {
        while (whole.size() > 1 && (static_cast<unsigned char>(whole.back()) & 0xC0) == 0x80) whole.pop_back();
        whole.pop_back();
    }
    return whole.size() == label.size() ? whole : whole + "…";
}

void draw_header_line(std::string_view label, std::string_view note, bool with_save) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const bool can_save = std::exchange(card.can_save, card.can_save && with_save);
    const float right = draw_right_side(note, corner.y, corner.x + px(60));
    card.can_save = can_save;
    const std::string shown = fitted_caps(label, right - corner.x - px(20));
    const float top = corner.y + 0.5f * (header_height() - caps_size("X").y);
    draw_caps(*ImGui::GetWindowDrawList(), {corner.x, std::round(top)}, shown, theme().muted);
    ImGui::SetCursorScreenPos({corner.x, corner.y + header_height()});
    ImGui::Dummy({1, px(1)});
}

}  // namespace

void begin_card(std::string_view panel, ImVec2 least, ImVec2 most, bool can_save) {
    card = {std::string(panel), least, most, can_save};
    backdrop().fill(least, most, theme().panel);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    round_corners(draw, least, most, px(8));
    draw.AddRect(least, most, theme().line, px(8), 0, whole_px(1));
    controls().set_panel(panel);
    controls().note("panel", least, most);
    ImGui::SetCursorScreenPos(least);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(13), px(11)});
    ImGui::BeginChild(card.panel.c_str(), {most.x - least.x, most.y - least.y}, false,
                      ImGuiWindowFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar();
}

float end_card() {
    const ImGuiWindow& window = *ImGui::GetCurrentWindow();
    const float needed = window.DC.CursorMaxPos.y - window.DC.CursorStartPos.y + 2 * px(11);
    ImGui::EndChild();
    controls().set_panel("");
    return needed;
}

void card_header(std::string_view label, std::string_view note) { draw_header_line(label, note, true); }

void card_note(std::string_view note) {
    const ImVec2 least = ImGui::GetItemRectMin();
    ImGui::SameLine();
    draw_right_side(note, least.y, ImGui::GetCursorScreenPos().x);
    ImGui::SetCursorScreenPos({card.least.x + px(13), least.y + header_height()});
    ImGui::Dummy({1, px(1)});
}

void section(std::string_view label, std::string_view note) {
    ImGui::Dummy({1, px(8)});
    draw_header_line(label, note, false);
}

std::optional<CardPicture> take_card_picture() { return std::exchange(wanted, std::nullopt); }

}  // namespace ravine
