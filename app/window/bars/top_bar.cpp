#include "app/window/bars/top_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/bars/backend_menu.hpp"
#include "app/window/bars/menus.hpp"
#include "app/window/bars/transport.hpp"
#include "app/window/controls.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/playground/member_row.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// What the bar shows where it has room.
struct BarDetail {
    BackendChip chip;
    bool name, menu_words;
    TransportLook transport;
};

/// From all of it to the bare buttons: the first that fits is shown.
constexpr BarDetail details[] = {
    {BackendChip::whole, true, true, {true, true, true}},    {BackendChip::label, true, true, {true, true, true}},
    {BackendChip::label, true, true, {false, true, true}},   {BackendChip::label, false, true, {false, true, true}},
    {BackendChip::label, false, true, {false, false, true}}, {BackendChip::label, false, false, {false, false, true}},
    {BackendChip::none, false, false, {false, false, true}}, {BackendChip::none, false, false, {false, false, false}},
};

float name_width(bool with_name) { return px(37) + (with_name ? text_size("Ravine", fonts().title).x + px(16) : 0); }

float left_width(bool with_name) {
    float width = name_width(with_name);
    for (const WorkspaceRow& row : workspaces()) width += text_size(row.label, fonts().strong).x + px(26);
    return width;
}

/// Logo, name and workspaces.
void draw_left(PanelContext& context, float middle, bool with_name) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    icons::logo(draw, {px(23), middle}, px(15), theme().accent);
    const ImVec2 name = text_size("Ravine", fonts().title);
    if (with_name) draw_text(draw, {px(37), middle - 0.5f * name.y}, "Ravine", fonts().title, theme().text);
    ImGui::SetCursorScreenPos({name_width(with_name), middle - 0.5f * control_height()});
    for (const WorkspaceRow& row : workspaces()) {
        const bool chosen = row.id == context.state.workspace;
        if (button(std::string(row.id).c_str(), row.label, {.kind = ButtonKind::quiet, .selected = chosen}))
            context.state.workspace = row.id;
        ImGui::SameLine(0, px(2));
    }
}

float right_width(const PanelContext& context, const BarDetail& detail) {
    const float width = backend_chip_width(context.snapshot.backend, detail.chip),
                chip = width > 0 ? width + px(10) : 0;
    return 2 * (menu_width(detail.menu_words) + px(7)) + chip + control_height() + px(10);
}

/// Lessons, export, back end and look, up to the right end.
void draw_right(PanelContext& context, const BarDetail& detail, float width, float middle) {
    const float top = middle - 0.5f * control_height(), menu = menu_width(detail.menu_words);
    float x = width - right_width(context, detail);
    ImGui::SetCursorScreenPos({x, top});
    draw_lessons_menu(context, detail.menu_words);
    x += menu + px(7);
    ImGui::SetCursorScreenPos({x, top});
    draw_export_menu(context, detail.menu_words);
    x += menu + px(7);
    ImGui::SetCursorScreenPos({x + px(4), middle - 0.5f * std::round(px(24))});
    if (detail.chip != BackendChip::none) draw_backend_menu(context, detail.chip);
    ImGui::SetCursorScreenPos({width - px(10) - control_height(), top});
    draw_look_menu(context);
}

std::string state_words(const PanelContext& context) {
    const Snapshot& snapshot = context.snapshot;
    if (context.state.workspace != workspaces().front().id)
        return racers_words(context.state.landscape.race.racers) + ", same gradient noise";
    if (waits_for_points(context.state.scenario)) return "waiting for points";
    if (snapshot.run_state == RunState::diverged) return "stopped";  // the strip above the panels says why
    if (!snapshot.stop.words.empty() && snapshot.run_state != RunState::running) return snapshot.stop.words;
    if (const std::string words = catching_up_words(snapshot); !words.empty()) return words;
    if (snapshot.run_state == RunState::running) return "training on the worker thread";
    return snapshot.model.step == 0 ? "ready to train" : "paused";
}

ImU32 state_colour(const PanelContext& context) {
    if (context.link.is_running()) return theme().good;
    return context.snapshot.run_state == RunState::diverged ? theme().bad : theme().muted;
}

/// While nothing moves by itself frames are drawn when somebody does something: their rate says nothing then.
std::string frame_words(const PanelContext& context, double frames_per_second) {
    return transport(context.state).is_running(context) ? fmt::format("{:.0f} fps", frames_per_second) : "idle";
}

/// Measured times only beside a running clock: a picture without a display is the same each time.
std::string right_words(const PanelContext& context, const BarNumbers& numbers) {
    const bool measures = numbers.frames_per_second > 0;
    std::string words = measures ? frame_words(context, numbers.frames_per_second) : "";
    const auto& surface = context.snapshot.surface;
    if (!surface || context.state.workspace != workspaces().front().id) return words;
    words += fmt::format("{}surface {}×{}", words.empty() ? "" : " · ", surface->content.grid.columns,
                         surface->content.grid.rows);
    return measures ? words + fmt::format(" in {:.0f} ms", surface->milliseconds) : words;
}

}  // namespace

float top_bar_height() { return std::round(px(48)); }
float status_bar_height() { return std::round(px(26)); }

void draw_top_bar(PanelContext& context, float width) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float height = top_bar_height(), middle = std::round(0.5f * height), line = whole_px(1);
    draw.AddRectFilled({0, 0}, {width, height - line}, mixed(theme().background, theme().panel, 0.6f));
    draw.AddRectFilled({0, height - line}, {width, height}, theme().line);
    controls().set_panel("top");
    const auto fits = [&](const BarDetail& detail) {
        return left_width(detail.name) + transport_width(context, detail.transport) + right_width(context, detail) +
                   2 * px(14) <=
               width;
    };
    const auto found = std::ranges::find_if(details, fits);
    const BarDetail& detail = found != std::end(details) ? *found : *std::prev(found);
    draw_left(context, middle, detail.name);
    draw_right(context, detail, width, middle);
    const float own = transport_width(context, detail.transport), right_begin = width - right_width(context, detail);
    const float x =
        std::max(left_width(detail.name) + px(14), std::min(0.5f * (width - own), right_begin - own - px(14)));
    ImGui::SetCursorScreenPos({std::round(x), middle - 0.5f * control_height()});
    draw_transport(context, detail.transport);
    controls().set_panel("");
}

void draw_status_bar(PanelContext& context, const BarNumbers& numbers, float width, float top) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float height = status_bar_height(), middle = top + 0.5f * height;
    draw.AddRectFilled({0, top}, {width, top + height}, mixed(theme().background, theme().panel, 0.6f));
    draw.AddRectFilled({0, top}, {width, top + whole_px(1)}, theme().line);
    const std::string words = state_words(context), right = right_words(context, numbers);
    const ImVec2 size = text_size(words, fonts().small), right_size = text_size(right, fonts().mono_small);
    const float text_top = middle - 0.5f * size.y;
    draw.AddCircleFilled({px(21), middle}, px(4), state_colour(context), 16);
    draw_text(draw, {px(31), text_top}, words, fonts().small, mixed(theme().muted, theme().text, 0.3f));
    const float hints_left = px(31) + size.x + px(24), right_left = width - right_size.x - px(16);
    const WorkspaceRow* row = find_row(workspaces(), context.state.workspace);
    const std::string hints = fmt::format("{} · ? for the keyboard", row != nullptr ? row->hints : "");
    draw_text(draw, {hints_left, text_top}, fitted(hints, fonts().small, right_left - hints_left - px(20)),
              fonts().small, theme().muted);
    draw_text(draw, {right_left, middle - 0.5f * right_size.y}, right, fonts().mono_small, theme().muted);
}

}  // namespace ravine
