#include "app/window/panels/relief_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/pictures/relief/relief_content.hpp"
#include "app/window/controls.hpp"
#include "app/window/landscape/overlays.hpp"
#include "app/window/landscape/race_ground.hpp"
#include "app/window/landscape/race_questions.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/landscape/readout.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/pixels.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/screen_drawing.hpp"

namespace ravine {
namespace {

/// The surface's point under the pointer.
std::optional<Vector3> pointed_at(const Terrain& terrain, const CameraView& view) {
    return terrain.first_hit(view.eye(), view.unproject(place_at(ImGui::GetIO().MousePos), 1));
}

void turn(Camera& camera, ImVec2 pixels, ImVec2 size) {
    const double angle = std::numbers::pi / static_cast<double>(std::min(size.x, 1.5f * size.y));
    orbit(camera, -angle * static_cast<double>(pixels.x), angle * static_cast<double>(pixels.y));
}

/// Takes the space as the next item: left drag turns, middle drag or Alt and left drag pans, the wheel zooms, a
/// double click puts the camera back. Returns whether the pointer is on it.
bool move_camera(Camera& camera, const Terrain& terrain, ImVec2 corner, ImVec2 size) {
    ImGui::InvisibleButton("relief", size, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
    controls().note_item("relief");
    const ImGuiIO& io = ImGui::GetIO();
    const CameraView view(camera, box_between(corner, {corner.x + size.x, corner.y + size.y}));
    const bool hovered = ImGui::IsItemHovered();
    // The movement up to the press is none of a drag.
    const bool active = ImGui::IsItemActive() && !ImGui::IsItemActivated();
    const bool left = active && ImGui::IsMouseDown(ImGuiMouseButton_Left);
    const bool panning = (active && ImGui::IsMouseDown(ImGuiMouseButton_Middle)) || (left && io.KeyAlt);
    if (panning)
        pan(camera, -1 * view.movement(static_cast<double>(io.MouseDelta.x), static_cast<double>(io.MouseDelta.y)));
    else if (left)
        turn(camera, io.MouseDelta, size);
    if (hovered && io.MouseWheel != 0)
        zoom(camera, std::pow(0.88, static_cast<double>(io.MouseWheel)),
             pointed_at(terrain, view).value_or(camera.target));
    if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) camera = Camera();
    if (panning || left) ImGui::SetMouseCursor(panning ? ImGuiMouseCursor_Hand : ImGuiMouseCursor_ResizeAll);
    return hovered;
}

ReliefContent content_of(PanelContext& context, const Surface& surface, const ReliefScene& scene) {
    const LandscapeState& landscape = context.state.landscape;
    ReliefContent content{&surface, landscape.race.start};
    const std::array<double, 2> pixel = scene.extents(static_cast<double>(px(1)));
    const auto [x_least, x_most, y_least, y_most] = scene.terrain.window();
    const TrailGround ground = TrailGround::around({x_least, x_most, y_least, y_most}, trail_cell(pixel));
    for (const RacerView& view : visible_racers(context)) {
        RacerShapes shapes = racer_shapes(landscape, view, pixel);
        content.paths.push_back(context.pictures.relief_paths.path(context, view, scene, ground, shapes));
        content.racers.push_back(std::move(shapes));
    }
    return content;
}

void draw_pointed(const PanelContext& context, ImDrawList& draw, const ReliefScene& scene, const Surface& surface) {
    const auto [x, y] = *context.state.landscape.pointed;
    const std::optional<PlaceAnswer> answer = height_at(context, surface, x, y);
    if (!answer) return;
    const Vector3 place = scene.terrain.place({x, y, answer->value});
    if (const auto standing = standing_place(scene, place))
        draw_pointed_at(draw, pixel(standing->at), static_cast<float>(standing->opacity));
}

void point(const PanelContext& context, const ReliefScene& scene, const Surface& surface) {
    const std::optional<Vector3> hit = pointed_at(scene.terrain, scene.view);
    if (!hit) return;
    const double x = scene.terrain.plane_x(hit->x), y = scene.terrain.plane_y(hit->y);
    context.state.landscape.pointed = {x, y};
    const std::array<double, 2> pixel = scene.extents(1);
    draw_plane_readout(readout_words(context, surface, x, y, pixel[0], pixel[1]));
}

}  // namespace

void draw_relief_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    TerrainView& relief = context.pictures.relief;
    const Surface* surface = race_surface(context);
    const std::optional<HeightField> heights = surface != nullptr ? heights_of(context, *surface) : std::nullopt;
    if (heights) relief.update(*heights);
    card_header("3D view",
                heights && heights->logarithmic ? fmt::format("log({})", relief.terrain().scale().name("f")) : "");
    const ImVec2 size{std::floor(ImGui::GetContentRegionAvail().x), std::floor(ImGui::GetContentRegionAvail().y)};
    const ImVec2 corner = ImGui::GetCursorScreenPos(), end{corner.x + size.x, corner.y + size.y};
    if (size.x < 8 || size.y < 8) return;
    const bool hovered = move_camera(landscape.camera, relief.terrain(), corner, size);
    backdrop().fill(corner, end, theme().sunken);
    if (!heights) return;
    const ReliefScene scene{relief.terrain(), CameraView(landscape.camera, box_between(corner, end))};
    if (relief.draw(scene.view, static_cast<int>(size.x), static_cast<int>(size.y))) context.wants_another = true;
    relief.show_below(corner);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(corner, end, true);
    ScreenDrawing drawing(draw);
    draw_relief_content(drawing, scene, content_of(context, *surface, scene), shape_look());
    if (!hovered && landscape.pointed) draw_pointed(context, draw, scene, *surface);
    draw.PopClipRect();
    if (hovered && !ImGui::IsAnyMouseDown()) point(context, scene, *surface);
}

}  // namespace ravine
