#include "app/window/panels/top_view_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/landscape/painting.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/landscape/timeline.hpp"
#include "app/window/landscape/touches.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {
namespace {

std::array<double, 4> bounds(const Window& window) {
    return {window.x_least, window.x_most, window.y_least, window.y_most};
}

/// Heights at half the pixels: the shader's cubic interpolation makes the rest.
void ask(PanelContext& context, ImVec2 size) {
    context.link.wanted().landscape = {context.state.landscape.race.surface, context.state.landscape.window,
                                       static_cast<int>(size.x / 2) + 1, static_cast<int>(size.y / 2) + 1};
}

void draw_heights(PanelContext& context, const PlaneFrame& frame) {
    const auto& picture = context.snapshot.heights;
    if (!picture || picture->content.columns < 2) return;
    const HeightGrid& grid = picture->content;
    const bool has_logarithm = has_floor(*grid.surface);
    const HeightField field{.version = picture->version,
                            .columns = grid.columns,
                            .rows = grid.rows,
                            .values = std::span(grid.values),
                            .logarithmic = has_logarithm,
                            .floor = has_logarithm ? grid.surface->traits().infimum : 0,
                            .window = bounds(grid.window)};
    context.pictures.heights.update(field, bounds(frame.window), static_cast<int>(frame.width()),
                                    static_cast<int>(frame.height()), 18);
    context.pictures.heights.show_below(frame.least);
}

/// Points on the screen, without those that fall on the pixel before. Far away is far enough: floats have to do.
std::vector<ImVec2> places(const PlaneFrame& frame, std::span<const RaceStep> steps) {
    constexpr float far = 30000;
    std::vector<ImVec2> points;
    for (const RaceStep& step : steps) {
        ImVec2 at = frame.place(step.x, step.y);
        at = {std::clamp(at.x, -far, far), std::clamp(at.y, -far, far)};
        if (points.empty() || std::hypot(at.x - points.back().x, at.y - points.back().y) > 0.7f) points.push_back(at);
    }
    return points;
}

void draw_racer(ImDrawList& draw, const PlaneFrame& frame, const RacerView& view) {
    const std::vector<ImVec2> points = places(frame, view.steps);
    draw_line(draw, points,
              {.colour = view.colour, .thickness = px(view.selected ? 2.4f : 1.8f), .halo = IM_COL32(0, 0, 0, 130)});
    draw_marker(draw, points.back(), px(view.selected ? 6.f : 5.f), view.colour, IM_COL32(14, 17, 22, 255));
}

void draw_minima(const Surface& surface, const PlaneFrame& frame) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const auto& [x, y] : surface.traits().minima) draw_cross(draw, frame.place(x, y), px(5), IM_COL32_WHITE);
}

void label_minima(const Surface& surface, const PlaneFrame& frame) {
    constexpr std::size_t most_labels = 9;  // of more, the crosses have to be enough
    if (surface.traits().minima.size() > most_labels) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const auto& [x, y] : surface.traits().minima) {
        const ImVec2 at = frame.place(x, y);
        const std::string words = fmt::format("minimum {:.2f}", surface.value(x, y));
        draw_label(draw, {at.x + px(9), at.y + px(8)}, words.c_str(), fonts().small, theme().text);
    }
}

void draw_start(const LandscapeState& landscape, const PlaneFrame& frame) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 at = frame.place(landscape.race.start[0], landscape.race.start[1]);
    draw.AddCircle(at, px(7), IM_COL32(0, 0, 0, 150), 32, px(4));
    draw.AddCircle(at, px(7), IM_COL32_WHITE, 32, px(2.2f));
    draw_label(draw, {at.x + px(12), at.y - px(20)}, "start", fonts().small, theme().text);
}

void readout(const Surface& surface, const PlaneTouch& touch) {
    const std::array<double, 2> gradient = surface.gradient(touch.x, touch.y);
    draw_plane_readout(fmt::format("x {:.3g}   y {:.3g}\nf {}\n∇f ({}, {})", touch.x, touch.y,
                                   short_number(surface.value(touch.x, touch.y)), short_number(gradient[0]),
                                   short_number(gradient[1])));
}

}  // namespace

void draw_top_view_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    const Surface* surface = context.snapshot.race ? context.snapshot.race->surface.get() : nullptr;
    card_header("Top view", surface != nullptr ? surface->traits().label : "");
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const ImVec2 size{std::floor(room.x), std::floor(room.y - timeline_height())};
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (size.x < 8 || size.y < 8) return;
    const PlaneTouch touch =
        plane_input("top_view", size, landscape.window, natural_view(landscape.race.surface).window);
    ask(context, size);

    const PlaneFrame frame{corner, {corner.x + size.x, corner.y + size.y}, landscape.window};
    act_on_touch(context, touch, frame);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    backdrop().fill(frame.least, frame.most, theme().sunken);
    draw.PushClipRect(frame.least, frame.most, true);
    draw_heights(context, frame);
    draw_plane_axes(draw, frame, "x", "y");
    if (surface != nullptr) draw_minima(*surface, frame);
    for (const RacerView& view : visible_racers(context)) draw_racer(draw, frame, view);
    draw_start(landscape, frame);
    if (surface != nullptr) label_minima(*surface, frame);
    draw_painting_signs(context, touch, frame);
    draw.PopClipRect();
    if (surface != nullptr && touch.hovered && !ImGui::IsAnyMouseDown()) readout(*surface, touch);
    ImGui::SetCursorScreenPos({corner.x, frame.most.y});
    draw_timeline(context);
}

}  // namespace ravine
