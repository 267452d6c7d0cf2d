#include "app/window/bars/backend_menu.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "app/window/bars/menu_parts.hpp"
#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr std::string_view automatic = "auto";

/// "CUDA · NVIDIA H100", "CPU · 3 threads"
std::string whole_label(const BackendState& backend) {
    return fmt::format("{} · {}", backend.choice.row->label, backend.device.empty() ? backend.way : backend.device);
}

std::string chip_label(const BackendState& backend, BackendChip chip) {
    return chip == BackendChip::whole ? whole_label(backend) : std::string(backend.choice.row->label);
}

float icon_size() { return px(8); }

/// A label in an outlined capsule; true when clicked.
bool draw_chip(const BackendState& backend, BackendChip chip) {
    const std::string label = chip_label(backend, chip);
    const ImVec2 corner = ImGui::GetCursorScreenPos(), size = text_size(label, fonts().small);
    const float width = backend_chip_width(backend, chip), height = std::round(px(24));
    const bool clicked = ImGui::InvisibleButton("backend", {width, height}), hovered = ImGui::IsItemHovered();
    controls().note_item("backend");
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 most{corner.x + width, corner.y + height};
    if (hovered) draw.AddRectFilled(corner, most, theme().hovered, height / 2);
    draw.AddRect(corner, most, theme().line, height / 2, 0, whole_px(1));
    const ImU32 ink = hovered ? theme().text : theme().muted;
    draw_text(draw, {corner.x + px(11), corner.y + 0.5f * (height - size.y)}, label, fonts().small, ink);
    icons::down(draw, {most.x - px(11) - 0.5f * icon_size(), corner.y + 0.5f * height}, icon_size(), ink);
    return clicked;
}

/// What "auto" has come to, or would.
std::string automatic_words(const BackendState& backend) {
    if (backend.chosen == automatic) return fmt::format("The best there is; now {}", backend.choice.row->label);
    return "The best there is, and the CPU where that fails";
}

/// "NVIDIA H100 · one block, 64 steps a launch"; how it computes is known of the one that does.
std::string option_words(const BackendState& backend, const BackendOption& option) {
    if (!option.obstacle.empty()) return "Not available here";
    const std::string device = option.device.empty() ? "The host's processor" : option.device;
    return option.row == backend.choice.row ? device + " · " + backend.way : device;
}

void choose(PanelContext& context, std::string_view id, const std::string& title, const std::string& help,
            const std::string& obstacle) {
    const bool is_chosen = context.snapshot.backend.chosen == id;
    const std::string control = fmt::format("backend.{}", id);
    if (menu_line(control.c_str(), title, help, obstacle, is_chosen))
        context.link.send(command::UseBackend{std::string(id)});
}

void draw_choices(PanelContext& context) {
    const BackendState& backend = context.snapshot.backend;
    choose(context, automatic, "Automatic", automatic_words(backend), "");
    if (!backend.options) return;
    for (const BackendOption& option : *backend.options)
        choose(context, option.row->id, std::string(option.row->label), option_words(backend, option), option.obstacle);
}

}  // namespace

float backend_chip_width(const BackendState& backend, BackendChip chip) {
    if (chip == BackendChip::none) return 0;
    return std::ceil(text_size(chip_label(backend, chip), fonts().small).x + icon_size() + px(28));
}

void draw_backend_menu(PanelContext& context, BackendChip chip) {
    const BackendState& backend = context.snapshot.backend;
    const bool clicked = draw_chip(backend, chip);
    const std::string title = whole_label(backend),
                      help = fmt::format("{}. How it computes follows from the sizes of network and mini-batch.",
                                         backend.way);
    if (!ImGui::IsPopupOpen("backend_menu")) explain_item({.title = title, .help = help});
    menu("backend_menu", clicked, px(300), [&] { draw_choices(context); });
}

}  // namespace ravine
