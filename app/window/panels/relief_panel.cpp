#include "app/window/panels/relief_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/pictures/relief/sight_line.hpp"
#include "app/window/controls.hpp"
#include "app/window/landscape/race_ground.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/landscape/readout.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/relief/relief_axes.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/pixels.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {
namespace {

constexpr float hidden_opacity = 0.34f;

/// A rectangle of the screen and the camera's picture in it.
struct Scene {
    ImDrawList& draw;
    const Terrain& terrain;
    CameraView view;

    Scene(const Terrain& relief, const Camera& camera, ImVec2 least, ImVec2 most)
        : draw(*ImGui::GetWindowDrawList()), terrain(relief), view(camera, box_between(least, most)) {}
};

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

void draw_parts(const Scene& scene, const std::vector<LinePart>& parts, ImU32 colour, float thickness) {
    for (const LinePart& part : parts)
        if (part.is_hidden)
            draw_line(scene.draw, pixels(part.points),
                      {.colour = with_alpha(colour, hidden_opacity), .thickness = px(1.5f)});
    for (const LinePart& part : parts)
        if (!part.is_hidden)
            draw_line(scene.draw, pixels(part.points),
                      {.colour = colour, .thickness = thickness, .halo = IM_COL32(0, 0, 0, 130)});
}

/// Opacity of what stands at a point: less behind the surface.
float opacity_at(const Scene& scene, const Vector3& point) {
    return scene.terrain.hides(point, scene.view.eye()) ? hidden_opacity : 1;
}

/// Calls draw(place on the screen, opacity) for what stands over the window.
template <class Draw>
void at_point(const Scene& scene, const GroundPoint& point, Draw draw) {
    if (!is_inside(scene.terrain, point)) return;
    const Vector3 place = scene.terrain.place(point);
    draw(pixel(scene.view.project(place).at), opacity_at(scene, place));
}

/// Of so many pixels, in x and in y.
std::array<double, 2> extents(const Scene& scene, double pixels) {
    const std::array<double, 4>& window = scene.terrain.window();
    const double share = 0.5 * pixels / scene.view.pixels_per_unit();
    return {share * (window[1] - window[0]), share * (window[3] - window[2])};
}

void draw_racers(const Scene& scene, const std::vector<RacerView>& racers) {
    const std::array<double, 2> spacing = extents(scene, 0.5);
    for (const RacerView& racer : racers)
        draw_parts(scene, path_line(scene.terrain, scene.view, ground_points(racer.steps, spacing)), racer.colour,
                   px(racer.selected ? 2.4f : 1.8f));
    for (const RacerView& racer : racers)
        at_point(scene, {racer.now().x, racer.now().y, racer.now().loss}, [&](ImVec2 at, float opacity) {
            draw_marker(scene.draw, at, px(racer.selected ? 6.f : 5.f), with_alpha(racer.colour, opacity),
                        with_alpha(IM_COL32(14, 17, 22, 255), opacity));
        });
}

void draw_minima(const Scene& scene, const Surface& surface) {
    for (const std::array<double, 2>& minimum : surface.traits().minima)
        at_point(scene, ground_point(surface, minimum), [&](ImVec2 at, float opacity) {
            draw_cross(scene.draw, at, px(5), with_alpha(IM_COL32_WHITE, opacity));
        });
}

void draw_start(const Scene& scene, const GroundPoint& start) {
    at_point(scene, start, [&](ImVec2 at, float opacity) {
        draw_ring(scene.draw, at, px(7), opacity);
        if (opacity == 1) draw_label(scene.draw, {at.x + px(12), at.y - px(20)}, "start", fonts().small, theme().text);
    });
}

void point(const Scene& scene, const Surface& surface, LandscapeState& landscape) {
    const std::optional<Vector3> hit = pointed_at(scene.terrain, scene.view);
    if (!hit) return;
    const double x = scene.terrain.plane_x(hit->x), y = scene.terrain.plane_y(hit->y);
    landscape.pointed = {x, y};
    const std::array<double, 2> pixel = extents(scene, 1);
    draw_plane_readout(readout_words(surface, x, y, pixel[0], pixel[1]));
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
    const Scene scene(relief.terrain(), landscape.camera, corner, end);
    if (relief.draw(scene.view, static_cast<int>(size.x), static_cast<int>(size.y))) context.wants_another = true;
    relief.show_below(corner);
    scene.draw.PushClipRect(corner, end, true);
    draw_relief_axes(scene.draw, scene.terrain, scene.view);
    draw_minima(scene, *surface);
    draw_racers(scene, visible_racers(context));
    draw_start(scene, ground_point(*surface, landscape.race.start));
    if (!hovered && landscape.pointed)
        at_point(scene, ground_point(*surface, *landscape.pointed),
                 [&](ImVec2 at, float opacity) { draw_pointed_at(scene.draw, at, opacity); });
    scene.draw.PopClipRect();
    if (hovered && !ImGui::IsAnyMouseDown()) point(scene, *surface, landscape);
}

}  // namespace ravine
