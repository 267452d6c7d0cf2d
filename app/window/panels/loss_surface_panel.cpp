#include "app/window/panels/loss_surface_panel.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "app/window/landscape/own_surfaces.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/playground/member_row.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/notice.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

std::string note(const Snapshot& snapshot) {
    const LossPlane& plane = snapshot.surface->content.plane;
    const PlaneRow* row = find_row(planes(), plane.kind);
    std::string words = short_member_words(snapshot);
    words += (words.empty() ? "" : " · ") + (row != nullptr ? std::string(row->label) : plane.kind);
    if (plane.explained > 0) words += fmt::format(" · {:.0f} % of the motion", 100 * plane.explained);
    if (snapshot.run_state == RunState::diverged)
        words += fmt::format(" · to step {}", grouped(snapshot.surface->step));
    return words;
}

/// The loss at a place, between the grid's four points around it.
double loss_at(const LossGrid& grid, double a, double b) {
    const double x = (a - grid.window[0]) / (grid.window[1] - grid.window[0]) * (grid.columns - 1);
    const double y = (b - grid.window[2]) / (grid.window[3] - grid.window[2]) * (grid.rows - 1);
    if (!(x >= 0 && y >= 0 && x <= grid.columns - 1 && y <= grid.rows - 1)) return std::nan("");
    const int column = std::min(static_cast<int>(x), grid.columns - 2),
              row = std::min(static_cast<int>(y), grid.rows - 2);
    const auto at = [&](int i, int j) {
        return static_cast<double>(grid.values[static_cast<std::size_t>(j) * grid.columns + i]);
    };
    const double u = x - column, v = y - row;
    return (1 - v) * ((1 - u) * at(column, row) + u * at(column + 1, row)) +
           v * ((1 - u) * at(column, row + 1) + u * at(column + 1, row + 1));
}

void draw_path(ImDrawList& draw, const PlaneFrame& frame, const std::vector<PlanePoint>& path) {
    std::vector<ImVec2> points;
    for (const PlanePoint& point : path) points.push_back(frame.place(point.a, point.b));
    if (points.empty()) return;
    draw_line(draw, points, {.colour = IM_COL32_WHITE, .thickness = px(2), .halo = IM_COL32(0, 0, 0, 90)});
    if (points.size() > 1) {
        draw_marker(draw, points.front(), px(3), IM_COL32_WHITE, IM_COL32(0, 0, 0, 120));
        draw_label(draw, {points.front().x + px(8), points.front().y - px(7)}, "start", fonts().small, theme().text);
    }
    draw_marker(draw, points.back(), px(5), IM_COL32_WHITE, IM_COL32_BLACK);
}

/// The point of the path nearest to the pointer, if it is near.
const PlanePoint* near_pointer(const PlaneFrame& frame, const std::vector<PlanePoint>& path) {
    const PlanePoint* nearest = nullptr;
    float least = px(12);
    for (const PlanePoint& point : path) {
        const ImVec2 at = frame.place(point.a, point.b), mouse = ImGui::GetIO().MousePos;
        const float distance = std::hypot(at.x - mouse.x, at.y - mouse.y);
        if (distance < least) least = distance, nearest = &point;
    }
    return nearest;
}

void readout(const PlaneFrame& frame, const SurfacePicture& surface, const std::vector<PlanePoint>* path) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const double a = frame.x(mouse.x), b = frame.y(mouse.y);
    std::string words = fmt::format("a {:.3g}   b {:.3g}\nloss {}", a, b, short_number(loss_at(surface.grid, a, b)));
    const PlanePoint* point = path != nullptr ? near_pointer(frame, *path) : nullptr;
    if (point != nullptr)
        words += fmt::format("\nstep {} of the path\n{} off this plane", grouped(point->step),
                             short_number(point->off_plane));
    draw_plane_readout(words);
}

HeightField field_of(const Picture<SurfacePicture>& picture) {
    const LossGrid& grid = picture.content.grid;
    return {.version = picture.version,
            .columns = grid.columns,
            .rows = grid.rows,
            .values = std::span(grid.values),
            .at_edges = true,
            .window = grid.window};
}

float race_button_height() { return std::round(px(24)); }

/// Takes this slice to the Landscape.
void draw_race_button(PanelContext& context, ImVec2 corner) {
    ImGui::SetCursorScreenPos(corner);
    if (!button("race_on_it", "let optimizers race on it",
                {.kind = ButtonKind::link,
                 .width = -1,
                 .height = race_button_height(),
                 .tooltip = "Takes this slice of the loss to the Landscape"}))
        return;
    LandscapeState& landscape = context.state.landscape;
    keep_own_surface(landscape);
    landscape.own_slice = {std::make_shared<const Model>(context.snapshot.network()),
                           std::make_shared<const LossPlane>(context.snapshot.surface->content.plane)};
    choose_surface(landscape, *landscape.own_slice);
    context.state.workspace = "landscape";
}

}  // namespace

void draw_loss_surface_panel(PanelContext& context) {
    constexpr std::string_view label = "Loss surface around the path";
    if (waits_for_points(context.state.scenario)) {
        card_header(label);
        return notice("The loss is measured on points: its surface appears when there are some.");
    }
    command::SetView& view = context.link.wanted().network;
    view.surface_size = context.snapshot.backend.choice.row->surface_size;
    view.plane = {context.state.playground.plane, {}};
    const auto& picture = context.snapshot.surface;
    card_header(label, picture ? note(context.snapshot) : "");
    const ImVec2 room = ImGui::GetContentRegionAvail(), size{room.x, room.y - race_button_height()};
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (!picture || picture->content.grid.columns < 2 || size.x < 8 || size.y < 8)
        return notice("The surface appears as soon as it is computed.");
    const SurfacePicture& surface = picture->content;
    Window window{surface.grid.window[0], surface.grid.window[1], surface.grid.window[2], surface.grid.window[3]};
    const Window home = window;
    plane_input("surface", size, window, home);
    const PlaneFrame frame{corner, {corner.x + size.x, corner.y + size.y}, home};
    context.pictures.loss_surface.update(field_of(*picture), surface.grid.window, static_cast<int>(size.x),
                                         static_cast<int>(size.y), {.quantity = "loss"});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    context.pictures.loss_surface.show_below(frame.least);
    draw.PushClipRect(frame.least, frame.most, true);
    draw_plane_axes(draw, frame, surface.plane.labels[0], surface.plane.labels[1]);
    if (context.snapshot.surface_path) draw_path(draw, frame, *context.snapshot.surface_path);
    draw.PopClipRect();
    if (ImGui::IsItemHovered()) readout(frame, surface, context.snapshot.surface_path.get());
    draw_race_button(context, {corner.x, frame.most.y});
}

}  // namespace ravine
