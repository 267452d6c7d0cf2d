#include "app/window/look/theme.hpp"

#include <algorithm>
#include <cmath>

#include "app/pictures/colormaps.hpp"
#include "app/pictures/colors.hpp"
#include "app/pictures/contour_marks.hpp"

namespace ravine {
namespace {

constexpr ImU32 hex(std::uint32_t color) { return packed(rgb(color)); }

/// The roles that saved pictures share, and those that only a window needs.
constexpr Theme make_theme(const ThemeRow& row, Theme theme) {
    theme.background = packed(row.background);
    theme.panel = packed(row.panel);
    theme.raised = packed(row.raised);
    theme.line = packed(row.line);
    theme.text = packed(row.text);
    theme.muted = packed(row.muted);
    theme.accent = theme.train = packed(row.accent);
    theme.halo = packed(row.halo);
    theme.sunken = packed(row.sunken);
    theme.row = &row;
    return theme;
}

constexpr Theme dark = make_theme(dark_theme, {.hovered = hex(0x242D38),
                                               .on_accent = hex(0x06131C),
                                               .good = hex(0x2BD4A0),
                                               .bad = hex(0xFF6B5E),
                                               .validation = hex(0xCC79A7),
                                               .light = false});

constexpr Theme light = make_theme(light_theme, {.hovered = hex(0xDDE3EA),
                                                 .on_accent = hex(0xFFFFFF),
                                                 .good = hex(0x007A58),
                                                 .bad = hex(0xC22E20),
                                                 .validation = hex(0xA8487E),
                                                 .light = true});

Theme current = dark;
float current_scale = 1;

void set_style_sizes(ImGuiStyle& style) {
    style = ImGuiStyle();
    style.WindowPadding = {14, 12};
    style.FramePadding = {10, 6};
    style.ItemSpacing = {8, 8};
    style.ItemInnerSpacing = {6, 6};
    style.WindowRounding = style.PopupRounding = 8;
    style.ChildRounding = 8;
    style.FrameRounding = style.GrabRounding = 5;
    style.ScrollbarSize = 8;
    style.ScrollbarRounding = 4;
    style.WindowBorderSize = style.PopupBorderSize = style.ChildBorderSize = 1;
    style.FrameBorderSize = 1;
    style.ScaleAllSizes(current_scale);
    style.WindowBorderSize = style.PopupBorderSize = style.ChildBorderSize = style.FrameBorderSize = whole_px(1);
    style.CurveTessellationTol = 0.6f;
    style.CircleTessellationMaxError = 0.2f;
}

void set_style_colours(ImGuiStyle& style) {
    const auto set = [&](ImGuiCol role, ImU32 colour) { style.Colors[role] = ImGui::ColorConvertU32ToFloat4(colour); };
    set(ImGuiCol_Text, current.text);
    set(ImGuiCol_TextDisabled, current.muted);
    set(ImGuiCol_WindowBg, current.background);
    set(ImGuiCol_ChildBg, with_alpha(current.panel, 0));
    set(ImGuiCol_PopupBg, current.raised);
    set(ImGuiCol_Border, current.line);
    set(ImGuiCol_FrameBg, current.raised);
    set(ImGuiCol_FrameBgHovered, current.hovered);
    set(ImGuiCol_FrameBgActive, current.hovered);
    set(ImGuiCol_Button, current.raised);
    set(ImGuiCol_ButtonHovered, current.hovered);
    set(ImGuiCol_ButtonActive, current.line);
    set(ImGuiCol_Header, current.hovered);
    set(ImGuiCol_HeaderHovered, current.hovered);
    set(ImGuiCol_HeaderActive, current.line);
    set(ImGuiCol_ScrollbarBg, with_alpha(current.panel, 0));
    set(ImGuiCol_ScrollbarGrab, current.line);
    set(ImGuiCol_ScrollbarGrabHovered, current.muted);
    set(ImGuiCol_ScrollbarGrabActive, current.muted);
    set(ImGuiCol_TextSelectedBg, with_alpha(current.accent, 0.35f));
    set(ImGuiCol_NavHighlight, with_alpha(current.accent, 0));
    set(ImGuiCol_ModalWindowDimBg, with_alpha(current.background, 0.6f));
}

}  // namespace

const Theme& theme() { return current; }

void apply_theme(bool want_light, float scale) {
    current = want_light ? light : dark;
    current_scale = scale;
    set_style_sizes(ImGui::GetStyle());
    set_style_colours(ImGui::GetStyle());
}

float px(float logical) { return logical * current_scale; }
float whole_px(float logical) { return std::max(1.0f, std::floor(logical * current_scale + 0.25f)); }

ImU32 class_colour(int index) { return packed(class_color(static_cast<std::size_t>(index))); }

ImU32 with_alpha(ImU32 colour, float alpha) {
    const auto opacity = static_cast<ImU32>(std::clamp(alpha, 0.0f, 1.0f) * 255.0f + 0.5f);
    return (colour & ~IM_COL32_A_MASK) | (opacity << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 first, ImU32 second, float share) {
    const ImVec4 a = ImGui::ColorConvertU32ToFloat4(first), b = ImGui::ColorConvertU32ToFloat4(second);
    const auto between = [&](float from, float to) { return from + (to - from) * share; };
    return ImGui::ColorConvertFloat4ToU32({between(a.x, b.x), between(a.y, b.y), between(a.z, b.z), between(a.w, b.w)});
}

std::array<float, 3> to_rgb(ImU32 colour) {
    const ImVec4 rgba = ImGui::ColorConvertU32ToFloat4(colour);
    return {rgba.x, rgba.y, rgba.z};
}

std::array<std::array<float, 3>, height_colour_count> height_colours() {
    std::array<std::array<float, 3>, height_colour_count> colours;
    for (std::size_t i = 0; i < colours.size(); ++i)
        colours[i] = to_rgb(height_colour(static_cast<float>(i) / (height_colour_count - 1)));
    return colours;
}

ImU32 height_ink(float share) { return packed(contour_ink(sample(viridis, static_cast<double>(share)))); }

ImU32 height_colour(float share) { return packed(sample(viridis, static_cast<double>(share))); }

}  // namespace ravine
