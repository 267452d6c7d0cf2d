#include "app/window/panels/top_view_panel.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "app/pictures/place_names.hpp"
#include "app/pictures/plane_shapes.hpp"
#include "app/window/landscape/basin_view.hpp"
#include "app/window/landscape/color_bar.hpp"
#include "app/window/landscape/overlays.hpp"
#include "app/window/landscape/painting.hpp"
#include "app/window/landscape/race_ground.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/landscape/readout.hpp"
#include "app/window/landscape/timeline.hpp"
#include "app/window/landscape/touches.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/header_switch.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/screen_drawing.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {
namespace {

constexpr double deepest_zoom = 1e-15;  // of the surface's own window

std::array<double, 4> bounds(const Window& window) {
    return {window.x_least, window.x_most, window.y_least, window.y_most};
}

void draw_header(LandscapeState& landscape, const Surface* surface) {
    const bool has_room = ImGui::GetWindowWidth() > px(480);  // for the name beside the switches
    card_header(surface != nullptr && has_room ? fmt::format("Top view · {}", surface->traits().label) : "Top view");
    HeaderSwitches switches;
    switches.add({.id = "basins",
                  .label = "basins",
                  .short_label = "basins",
                  .tooltip = "Basins of attraction: where the selected racer would come from every start (B)"},
                 landscape.shows_basins);
    if (surface != nullptr && has_floor(*surface))
        switches.add({.id = "log_heights",
                      .label = "log scale",
                      .short_label = "log",
                      .tooltip = "Colours and contours by the logarithm of the height above the minimum; off: by the "
                                 "height itself"},
                     landscape.logarithmic_heights);
    if (landscape.shows_basins) return;  // the 3D view has heights all the same
    switches.add({.id = "shade",
                  .label = "shade",
                  .short_label = "shade",
                  .tooltip = "Light from the upper left shows slopes as those of a landscape"},
                 landscape.shades_heights);
}

/// Heights at half the pixels: the shader's interpolation makes the rest.
void ask(PanelContext& context, ImVec2 size) {
    context.link.wanted().landscape = {context.state.landscape.race.surface, context.state.landscape.window,
                                       static_cast<int>(size.x / 2) + 1, static_cast<int>(size.y / 2) + 1};
    if (context.state.landscape.shows_basins) ask_basins(context);
}

void draw_heights(PanelContext& context, const PlaneFrame& frame, const HeightField& field) {
    HeightView& heights = context.pictures.heights;
    heights.update(field, bounds(frame.window), static_cast<int>(frame.width()), static_cast<int>(frame.height()),
                   {.contours = view_contours, .shaded = context.state.landscape.shades_heights});
    heights.show_below(frame.least);
}

/// Words keep away from the edges with the axes' numbers, and from each other.
LabelRoom room_for_labels(const PlaneFrame& frame) {
    Box whole = frame.box_with_margin(-px(8));
    whole.left += static_cast<double>(px(34));
    whole.bottom -= static_cast<double>(px(18));
    return LabelRoom(whole);
}

void draw_racers(PanelContext& context, const PlaneFrame& frame) {
    ScreenDrawing drawing(*ImGui::GetWindowDrawList());
    const PlaneMap map = frame.map();
    const std::array<double, 2> pixel = map.extents(static_cast<double>(px(1)));
    const TrailGround ground = TrailGround::around(frame.window, trail_cell(pixel));
    for (const RacerView& view : visible_racers(context)) {
        RacerShapes shapes = racer_shapes(context.state.landscape, view, pixel);
        if (!shapes.path.empty()) shapes.corners = context.pictures.trails_above.corners(context, view, ground).corners;
        draw_shapes(drawing, map, shapes, shape_look());
    }
}

void draw_picture(PanelContext& context, const PlaneFrame& frame, const Surface* surface) {
    const auto& start = context.state.landscape.race.start;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ScreenDrawing drawing(draw);
    const PlaneMap map = frame.map();
    LabelRoom room = room_for_labels(frame);
    const bool shows_basins = context.state.landscape.shows_basins;
    std::optional<HeightField> heights;
    if (context.snapshot.heights && context.snapshot.heights->content.columns > 1)
        heights = height_field(*context.snapshot.heights, context.state.landscape);
    const bool shows_heights = heights && !shows_basins;
    if (shows_basins) draw_basins(context, frame, heights);
    if (shows_heights) draw_heights(context, frame, *heights);
    const ColorBar bar = shows_heights ? color_bar(frame, context.pictures.heights.contours()) : ColorBar{};
    room.take(shows_basins ? basin_plate(context, frame) : bar.plate);
    std::vector<PlaceName> names;
    if (surface != nullptr) names = place_names(drawing, map, *surface, start, shape_look(), room);
    if (shows_heights) context.pictures.contour_labels.draw(draw, frame, *heights, context.pictures.heights, room);
    draw_plane_axes(draw, frame, "x", "y");
    draw_color_bar(draw, bar);  // below paths and places, which may reach under it, as the legend
    if (shows_basins) draw_basin_legend(context, frame);
    if (surface != nullptr) draw_minima(drawing, map, *surface, shape_look());
    draw_racers(context, frame);
    draw_start(drawing, map, start, shape_look());
    draw_place_names(drawing, names, shape_look());
}

void readout(PanelContext& context, const Surface& surface, const PlaneFrame& frame, const PlaneTouch& touch) {
    const Window& window = frame.window;
    const std::string words = readout_words(context, surface, touch.x, touch.y,
                                            (window.x_most - window.x_least) / static_cast<double>(frame.width()),
                                            (window.y_most - window.y_least) / static_cast<double>(frame.height()));
    const std::string basin = basin_words(context, touch.x, touch.y);
    draw_plane_readout(basin.empty() ? words : words + "\n" + basin);
}

}  // namespace

void draw_top_view_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    const Surface* surface = context.snapshot.race ? context.snapshot.race->surface.get() : nullptr;
    draw_header(landscape, surface);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const ImVec2 size{std::floor(room.x), std::floor(room.y - timeline_height())};
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (size.x < 8 || size.y < 8) return;
    const PlaneTouch touch =
        plane_input("top_view", size, landscape.window, natural_view(landscape.race.surface).window, deepest_zoom);
    ask(context, size);
    // Of the 3D view, in the last frame; whichever view is pointed at in this one says so anew.
    const auto pointed = std::exchange(landscape.pointed, std::nullopt);

    const PlaneFrame frame{corner, {corner.x + size.x, corner.y + size.y}, landscape.window};
    act_on_touch(context, touch, frame);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    backdrop().fill(frame.least, frame.most, theme().sunken);
    draw.PushClipRect(frame.least, frame.most, true);
    draw_picture(context, frame, surface);
    draw_painting_signs(context, touch, frame);
    if (pointed && !touch.hovered) draw_pointed_at(draw, frame.place((*pointed)[0], (*pointed)[1]));
    draw.PopClipRect();
    if (touch.hovered) landscape.pointed = {touch.x, touch.y};
    if (surface != nullptr && touch.hovered && !ImGui::IsAnyMouseDown()) readout(context, *surface, frame, touch);
    ImGui::SetCursorScreenPos({corner.x, frame.most.y});
    draw_timeline(context);
}

}  // namespace ravine
