#include "app/window/panels/top_view_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {
namespace {

std::array<double, 4> bounds(const Window& window) {
    return {window.x_least, window.x_most, window.y_least, window.y_most};
}

/// Heights at half the pixels: the shader's cubic interpolation makes the rest.
void ask(PanelContext& context, ImVec2 size) {
    context.link.wanted().heights = {context.state.landscape.race.surface, context.state.landscape.window,
                                     static_cast<int>(size.x / 2) + 1, static_cast<int>(size.y / 2) + 1};
}

void draw_heights(PanelContext& context, const SurfaceRow& row, const PlaneFrame& frame) {
    const auto& picture = context.snapshot.heights;
    if (!picture || picture->content.columns < 2 || picture->content.surface.id != row.id) return;
    const HeightGrid& grid = picture->content;
    const HeightField field{.version = picture->version,
                            .columns = grid.columns,
                            .rows = grid.rows,
                            .values = grid.values,
                            .logarithmic = has_floor(row),
                            .window = bounds(grid.window)};
    context.pictures.heights.update(field, bounds(frame.window), static_cast<int>(frame.width()),
                                    static_cast<int>(frame.height()), 18);
    context.pictures.heights.show_below(frame.least);
}

/// Points on the screen, without those that fall on the pixel before. Far away is far enough: floats have to do.
std::vector<ImVec2> places(const PlaneFrame& frame, const RacerPath& path) {
    constexpr float far = 30000;
    std::vector<ImVec2> points;
    for (const RaceStep& step : path.steps) {
        ImVec2 at = frame.place(step.x, step.y);
        at = {std::clamp(at.x, -far, far), std::clamp(at.y, -far, far)};
        if (points.empty() || std::hypot(at.x - points.back().x, at.y - points.back().y) > 0.7f) points.push_back(at);
    }
    return points;
}

void draw_racer(ImDrawList& draw, const PlaneFrame& frame, const RacerPath& path, int index, bool selected) {
    const std::vector<ImVec2> points = places(frame, path);
    if (points.empty()) return;
    const ImU32 colour = class_colour(index);
    draw_line(draw, points,
              {.colour = colour, .thickness = px(selected ? 2.4f : 1.8f), .halo = IM_COL32(0, 0, 0, 130)});
    draw_marker(draw, points.back(), px(selected ? 6.f : 5.f), colour, IM_COL32(14, 17, 22, 255));
}

void draw_paths(PanelContext& context, const PlaneFrame& frame) {
    const auto& race = context.snapshot.race;
    if (!race) return;
    const LandscapeState& landscape = context.state.landscape;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const int count = static_cast<int>(std::min(race->paths.size(), landscape.race.racers.size()));
    const auto show = [&](int index) {
        if (landscape.race.racers[static_cast<std::size_t>(index)].visible)
            draw_racer(draw, frame, race->paths[static_cast<std::size_t>(index)], index,
                       index == landscape.selected_racer);
    };
    for (int index = 0; index < count; ++index)
        if (index != landscape.selected_racer) show(index);
    if (landscape.selected_racer >= 0 && landscape.selected_racer < count) show(landscape.selected_racer);
}

void draw_minima(const SurfaceRow& row, const PlaneFrame& frame, std::span<const double> settings) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const std::array<double, 2>& minimum : row.minima(settings))
        draw_cross(draw, frame.place(minimum[0], minimum[1]), px(5), IM_COL32_WHITE);
}

void label_minima(const SurfaceRow& row, const PlaneFrame& frame, std::span<const double> settings) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const std::array<double, 2>& minimum : row.minima(settings)) {
        const ImVec2 at = frame.place(minimum[0], minimum[1]);
        const std::string words = fmt::format("minimum {:.2f}", row.value(minimum[0], minimum[1], settings));
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

void readout(const SurfaceRow& row, std::span<const double> settings, const PlaneTouch& touch) {
    const std::array<double, 2> gradient = row.gradient(touch.x, touch.y, settings);
    draw_plane_readout(fmt::format("x {:.3g}   y {:.3g}\nf {}\n∇f ({}, {})", touch.x, touch.y,
                                   short_number(row.value(touch.x, touch.y, settings)), short_number(gradient[0]),
                                   short_number(gradient[1])));
}

}  // namespace

void draw_top_view_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    const SurfaceRow* row = find_row(surfaces(), landscape.race.surface.id);
    card_header("Top view", row != nullptr ? row->label : "");
    const ImVec2 size{std::floor(ImGui::GetContentRegionAvail().x), std::floor(ImGui::GetContentRegionAvail().y)};
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (row == nullptr || size.x < 8 || size.y < 8) return;
    const PlaneTouch touch = plane_input("top_view", size, landscape.window, row->window);
    if (touch.held) landscape.race.start = {touch.x, touch.y};
    ask(context, size);

    const PlaneFrame frame{corner, {corner.x + size.x, corner.y + size.y}, landscape.window};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    backdrop().fill(frame.least, frame.most, theme().sunken);
    draw.PushClipRect(frame.least, frame.most, true);
    draw_heights(context, *row, frame);
    draw_plane_axes(draw, frame, "x", "y");
    draw_minima(*row, frame, landscape.race.surface.values);
    draw_paths(context, frame);
    draw_start(landscape, frame);
    label_minima(*row, frame, landscape.race.surface.values);
    draw.PopClipRect();
    if (touch.hovered && !ImGui::IsAnyMouseDown()) readout(*row, landscape.race.surface.values, touch);
}

}  // namespace ravine
