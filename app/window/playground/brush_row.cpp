#include "app/window/playground/brush_row.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr Setting radius_setting = {"brush_radius",
                                    "Brush radius",
                                    "",
                                    "Points are scattered, and erased, within this distance of the pointer.",
                                    0.5,
                                    0.05,
                                    3,
                                    Scale::logarithmic};
constexpr Setting target_setting = {"brush_target", "Brush value", "y", "The number that drawn points have.", 1, -1, 1};
static_assert(is_sound(radius_setting) && is_sound(target_setting));

/// Goes on in the same line where the next item has room there, else in a new one.
void flow(float next_width) {
    ImGui::SameLine(0, px(2));
    if (ImGui::GetContentRegionAvail().x < next_width) ImGui::NewLine();
}

int classes_of(const PanelContext& context) {
    const int loaded = context.snapshot.model.data ? context.snapshot.model.data->classes : 2;
    return std::max(2, known_classes(context.state.scenario).value_or(loaded));
}

void add_class(PanelContext& context, int classes) {
    if (!context.snapshot.model.data) return;
    make_drawn(context.state.scenario, *context.snapshot.model.data).classes = classes + 1;
    context.state.playground.brush = Brush::draw;
    context.state.playground.brush_class = classes;
}

void draw_swatches(PanelContext& context) {
    PlaygroundState& playground = context.state.playground;
    const int classes = classes_of(context);
    playground.brush_class = std::min(playground.brush_class, classes - 1);
    for (int index = 0; index < classes; ++index) {
        const std::string letter(1, static_cast<char>('A' + index));
        flow(px(30) + text_size(letter, fonts().strong).x);
        const bool selected = playground.brush == Brush::draw && playground.brush_class == index;
        if (swatch("brush", class_colour(index), letter, selected)) {
            playground.brush = Brush::draw;
            playground.brush_class = index;
        }
    }
    flow(px(28));
    if (icon_button("add_class", icons::plus, "Add a class", classes < most_classes, px(28)))
        add_class(context, classes);
}

void draw_tool(PlaygroundState& playground, Brush brush, const char* id, Icon icon, const char* tooltip) {
    const float width = px(30);
    flow(width);
    if (button(id, "",
               {.kind = ButtonKind::quiet,
                .icon = icon,
                .width = width,
                .selected = playground.brush == brush,
                .tooltip = tooltip}))
        playground.brush = brush;
}

}  // namespace

void draw_brush_row(PanelContext& context) {
    PlaygroundState& playground = context.state.playground;
    const bool classifies = context.state.scenario.task == Task::classify;
    const ImVec2 corner = ImGui::GetCursorScreenPos(), size = text_size("Brush", fonts().text);
    draw_text(*ImGui::GetWindowDrawList(), {corner.x, corner.y + 0.5f * (control_height() - size.y)}, "Brush",
              fonts().text, theme().text);
    ImGui::Dummy({size.x + px(2), control_height()});
    if (classifies)
        draw_swatches(context);
    else
        draw_tool(playground, Brush::draw, "draw", icons::pencil, "Draw points");
    draw_tool(playground, Brush::erase, "erase", icons::eraser,
              "Erase with the left button, too (the right one always does)");
    if (context.state.scenario.task == Task::regress) setting_slider(target_setting, playground.brush_target);
    setting_slider(radius_setting, playground.brush_radius);
}

}  // namespace ravine
