#include "app/window/bars/shortcuts.hpp"

#include <GLFW/glfw3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/window/bars/transport.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

void toggle(PanelContext& context) { transport(context.state).toggle(context); }
void step(PanelContext& context) { transport(context.state).step(context, false); }
void step_far(PanelContext& context) { transport(context.state).step(context, true); }
void step_back(PanelContext& context, bool far) {
    const TransportRow& row = transport(context.state);
    if (row.step_back != nullptr) row.step_back(context, far);
}
void one_step_back(PanelContext& context) { step_back(context, false); }
void ten_steps_back(PanelContext& context) { step_back(context, true); }
void reset(PanelContext& context) { transport(context.state).reset(context); }
void undo(PanelContext& context) { context.state.undo.undo(context.state.scenario); }
void redo(PanelContext& context) { context.state.undo.redo(context.state.scenario); }
void help(PanelContext& context) { context.state.shows_help = !context.state.shows_help; }
void close(PanelContext& context) {
    context.state.shows_help = false;
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) ImGui::ClosePopupToLevel(0, true);
}
void basins(PanelContext& context) {
    if (context.state.workspace == "landscape")
        context.state.landscape.shows_basins = !context.state.landscape.shows_basins;
}
void presenter(PanelContext& context) { context.state.look.presenter = !context.state.look.presenter; }
void light(PanelContext& context) { context.state.look.light = !context.state.look.light; }
void first_workspace(PanelContext& context) { context.state.workspace = workspaces()[0].id; }
void second_workspace(PanelContext& context) { context.state.workspace = workspaces()[1].id; }
void home(PanelContext& context) {
    if (context.state.workspace == workspaces()[0].id)
        context.state.playground.window = PlaygroundState().window;
    else
        context.state.landscape.camera = Camera();
}

template <int direction>
void scale(PanelContext& context) {
    float& scale = context.state.look.user_scale;
    scale = std::clamp(std::round(scale * 10 + direction) / 10, 0.7f, 2.0f);
}
void plain_scale(PanelContext& context) { context.state.look.user_scale = 1; }

constexpr ShortcutRow rows[] = {
    {"play", "Space", "Play or pause", GLFW_KEY_SPACE, false, false, toggle},
    {"step", "→", "One step", GLFW_KEY_RIGHT, false, false, step},
    {"step_far", "Shift+→", "One epoch; in a race, ten steps", GLFW_KEY_RIGHT, false, true, step_far},
    {"step_back", "←", "In a race: one step back", GLFW_KEY_LEFT, false, false, one_step_back},
    {"step_far_back", "Shift+←", "In a race: ten steps back", GLFW_KEY_LEFT, false, true, ten_steps_back},
    {"reset", "R", "Back to the start", GLFW_KEY_R, false, false, reset},
    {"undo", "Ctrl+Z", "Undo an edit of points, layers or settings", GLFW_KEY_Z, true, false, undo},
    {"redo", "Ctrl+Shift+Z", "Redo", GLFW_KEY_Z, true, true, redo},
    {"home", "Home", "The own view of the boundary, or of the surface in 3D", GLFW_KEY_HOME, false, false, home},
    {"playground", "1", "Playground", GLFW_KEY_1, false, false, first_workspace},
    {"landscape", "2", "Landscape", GLFW_KEY_2, false, false, second_workspace},
    {"basins", "B", "Basins of attraction in the top view", GLFW_KEY_B, false, false, basins},
    {"light", "L", "Light or dark", GLFW_KEY_L, false, false, light},
    {"presenter", "P", "Presenter: large type", GLFW_KEY_P, false, false, presenter},
    {"larger", "Ctrl++", "Larger", GLFW_KEY_EQUAL, true, false, scale<1>},
    {"smaller", "Ctrl+−", "Smaller", GLFW_KEY_MINUS, true, false, scale<-1>},
    {"plain_scale", "Ctrl+0", "The usual size", GLFW_KEY_0, true, false, plain_scale},
    {"help", "?", "This list", GLFW_KEY_SLASH, false, true, help},
    {"close", "Esc", "Close what is open", GLFW_KEY_ESCAPE, false, false, close},
};
static_assert(is_sound_table(std::span<const ShortcutRow>(rows)));

constexpr GestureRow gesture_rows[] = {
    {"draw", "Drag", "Draw points; move the start of a race; turn the 3D view"},
    {"erase", "Right-drag", "Erase points"},
    {"zoom", "Wheel", "Zoom; move along a deep network"},
    {"pan", "Middle-drag, Alt+drag", "Move the picture"},
    {"home", "Double middle click", "The picture's own view"},
    {"type", "Double-click a slider", "Type a number"},
    {"read", "Rest on a picture", "Read its numbers"},
    {"explain", "Rest on a control", "Read what it does"},
};
static_assert(is_sound_table(std::span<const GestureRow>(gesture_rows)));

float help_line() { return std::round(px(28)); }

/// What each row does at the left, and how at the right.
template <class Row>
void draw_help_list(ImDrawList& draw, ImVec2 corner, float width, std::string_view title, std::span<const Row> all) {
    draw_caps(draw, corner, title, theme().muted);
    float y = corner.y + px(24);
    for (const Row& row : all) {
        draw_text(draw, {corner.x, y}, row.label, fonts().text, theme().text);
        draw_text(draw, {corner.x + width - text_size(row.keys, fonts().mono).x, y}, row.keys, fonts().mono,
                  theme().accent);
        y += help_line();
    }
}

bool fits(const ShortcutRow& row, const KeyPress& press) {
    return row.key == press.key && row.control == press.control && row.shift == press.shift && !press.alt;
}

}  // namespace

std::span<const ShortcutRow> shortcuts() { return rows; }
std::span<const GestureRow> gestures() { return gesture_rows; }

void act_on_keys(PanelContext& context, std::span<const KeyPress> keys) {
    if (ImGui::GetIO().WantTextInput) return;
    for (const KeyPress& press : keys)
        for (const ShortcutRow& row : shortcuts())
            if (fits(row, press)) row.act(context);
}

void draw_help(PanelContext& context) {
    if (!context.state.shows_help) return;
    const ImVec2 whole = ImGui::GetIO().DisplaySize;
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    const float width = px(376), margin = px(24);
    const ImVec2 size{2 * width + 3 * margin, help_line() * static_cast<float>(std::size(rows)) + 3 * margin};
    const ImVec2 least{std::round(0.5f * (whole.x - size.x)), std::round(0.5f * (whole.y - size.y))};
    const ImVec2 most{least.x + size.x, least.y + size.y};
    draw.AddRectFilled({0, 0}, whole, with_alpha(theme().background, 0.72f));
    draw.AddRectFilled(least, most, theme().raised, px(10));
    draw.AddRect(least, most, theme().line, px(10), 0, whole_px(1));
    draw_help_list(draw, {least.x + margin, least.y + margin}, width, "Keyboard", shortcuts());
    draw_help_list(draw, {least.x + 2 * margin + width, least.y + margin}, width, "Pointer", gestures());
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) context.state.shows_help = false;
}

}  // namespace ravine
