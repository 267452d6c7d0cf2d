#include "app/window/landscape/painting.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr Setting brush_width_setting = {
    "brush_width", "Brush width", "σ", "Width of the hill or valley that the brush makes.",
    0.5,           0.1,           3,   Scale::logarithmic};
constexpr Setting brush_speed_setting = {"brush_speed",
                                         "Brush height",
                                         "",
                                         "How much the ground rises or sinks in a second under the brush.",
                                         1.5,
                                         0.1,
                                         10,
                                         Scale::logarithmic};
static_assert(is_sound(brush_width_setting) && is_sound(brush_speed_setting));

PaintedGround* ground_of(PanelContext& context) {
    return std::get_if<PaintedGround>(&context.state.landscape.race.surface);
}

/// The bump whose middle is nearest to the place, if that is within its width.
std::optional<std::size_t> bump_at(const PaintedGround& ground, double x, double y) {
    std::optional<std::size_t> nearest;
    double least = 1;
    for (std::size_t i = 0; i < ground.bumps.size(); ++i) {
        const Bump& bump = ground.bumps[i];
        const double distance = std::hypot(bump.x - x, bump.y - y) / bump.width;
        if (distance < least) least = distance, nearest = i;
    }
    return nearest;
}

Bump* selected_bump(PaintingState& painting, PaintedGround& ground) {
    return painting.bump && *painting.bump < ground.bumps.size() ? &ground.bumps[*painting.bump] : nullptr;
}

/// Takes hold of the bump under the pointer, or puts a new one there.
void grab_bump(PaintingState& painting, PaintedGround& ground, const PlaneTouch& touch) {
    painting.bump = bump_at(ground, touch.x, touch.y);
    if (painting.bump || ground.bumps.size() >= PaintedGround::most_bumps) return;
    ground.bumps.push_back({touch.x, touch.y, painting.new_bump.height, painting.new_bump.width});
    painting.bump = ground.bumps.size() - 1;
}

void move_bump(PaintingState& painting, PaintedGround& ground, const PlaneTouch& touch) {
    if (touch.pressed) grab_bump(painting, ground, touch);
    Bump* bump = selected_bump(painting, ground);
    if (touch.held && bump != nullptr) bump->x = touch.x, bump->y = touch.y;
    if (!touch.erasing) return;
    if (const auto index = bump_at(ground, touch.x, touch.y)) {
        ground.bumps.erase(ground.bumps.begin() + static_cast<std::ptrdiff_t>(*index));
        painting.bump.reset();
    }
}

void draw_bump_settings(PaintingState& painting, PaintedGround& ground) {
    Bump* bump = selected_bump(painting, ground);
    Bump& edited = bump != nullptr ? *bump : painting.new_bump;
    ImGui::PushID("bump");
    setting_slider(bump_height_setting, edited.height, {.least = -4, .most = 4});
    setting_slider(bump_width_setting, edited.width);
    ImGui::PopID();
    painting.new_bump.height = edited.height, painting.new_bump.width = edited.width;
}

void draw_brush_settings(PaintingState& painting) {
    setting_slider(brush_width_setting, painting.brush_width);
    setting_slider(brush_speed_setting, painting.brush_speed);
}

}  // namespace

void draw_painting_controls(PanelContext& context) {
    PaintedGround* ground = ground_of(context);
    if (ground == nullptr) return;
    PaintingState& painting = context.state.landscape.painting;
    constexpr std::array<std::string_view, 4> tools = {"Start", "Hill", "Valley", "Bump"};
    int tool = static_cast<int>(painting.tool);
    if (segmented("tool", tools, tool)) painting.tool = static_cast<PaintingTool>(tool);
    if (painting.tool == PaintingTool::bump) draw_bump_settings(painting, *ground);
    if (painting.tool == PaintingTool::hill || painting.tool == PaintingTool::valley) draw_brush_settings(painting);
    setting_slider(bowl_setting, ground->bowl);
    if (button("flatten", "flatten",
               {.icon = icons::reset, .width = -1, .tooltip = "Take all hills, valleys and bumps away"})) {
        *ground = PaintedGround{.window = ground->window, .bowl = ground->bowl, .heights = {}, .bumps = {}};
        painting.bump.reset();
    }
}

bool paint_by_touch(PanelContext& context, const PlaneTouch& touch) {
    PaintedGround* ground = ground_of(context);
    PaintingState& painting = context.state.landscape.painting;
    if (ground == nullptr || painting.tool == PaintingTool::start) return false;
    if (painting.tool == PaintingTool::bump) {
        move_bump(painting, *ground, touch);
        return true;
    }
    const bool lowers = (painting.tool == PaintingTool::valley) != touch.erasing;
    if (touch.held || touch.erasing) {
        const double height = painting.brush_speed * std::min(context.seconds, 0.1);
        paint(*ground, touch.x, touch.y, lowers ? -height : height, painting.brush_width);
        context.wants_another = true;
    }
    return true;
}

void draw_painting_signs(const PanelContext& context, const PlaneTouch& touch, const PlaneFrame& frame) {
    const LandscapeState& landscape = context.state.landscape;
    const auto* ground = std::get_if<PaintedGround>(&landscape.race.surface);
    if (ground == nullptr || landscape.painting.tool == PaintingTool::start) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const auto ring = [&](double x, double y, double width, ImU32 colour) {
        const float radius = static_cast<float>(width) * frame.pixels_per_unit();
        draw.AddCircle(frame.place(x, y), radius, IM_COL32(0, 0, 0, 120), 48, px(3));
        draw.AddCircle(frame.place(x, y), radius, colour, 48, px(1.4f));
    };
    if (landscape.painting.tool != PaintingTool::bump) {
        if (touch.hovered) ring(touch.x, touch.y, landscape.painting.brush_width, IM_COL32_WHITE);
        return;
    }
    for (std::size_t i = 0; i < ground->bumps.size(); ++i)
        ring(ground->bumps[i].x, ground->bumps[i].y, ground->bumps[i].width,
             landscape.painting.bump == i ? theme().accent : IM_COL32(255, 255, 255, 140));
}

}  // namespace ravine
