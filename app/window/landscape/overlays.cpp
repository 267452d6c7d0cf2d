#include "app/window/landscape/overlays.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "app/window/controls.hpp"
#include "app/window/landscape/path_drawing.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

constexpr ImU32 dark = IM_COL32(0, 0, 0, 150), bright = IM_COL32(255, 255, 255, 235);

ImVec2 place_of(const OverlayPlace& at, const RaceStep& step) { return at.frame.place(step.x, step.y); }

/// From one pixel to another, with a head.
void draw_arrow(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 colour) {
    const float dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    if (!(length > px(2)) || length > 1e5f) return;
    const float head = std::min(px(9), 0.6f * length), ux = dx / length, uy = dy / length;
    const ImVec2 neck{to.x - head * ux, to.y - head * uy};
    const std::array<ImVec2, 2> shaft{from, neck};
    draw_line(draw, shaft, {.colour = colour, .thickness = px(2.2f), .halo = dark});
    const float half = 0.42f * head;
    const ImVec2 left{neck.x - half * uy, neck.y + half * ux}, right{neck.x + half * uy, neck.y - half * ux};
    draw.AddTriangleFilled(to, left, right, colour);
    draw.AddTriangle(to, left, right, dark, px(1));
}

/// Gradients differ by powers of ten: an arrow's length goes with the fourth root, and is most at the start's gradient.
float shown_length(double size, double at_start) {
    if (!(size > 0) || !(at_start > 0)) return 0;
    return px(12) + px(58) * static_cast<float>(std::min(1.0, std::pow(size / at_start, 0.25)));
}

/// Against a vector of the plane, whose y points up.
void draw_direction(const OverlayPlace& at, double x, double y, ImU32 colour) {
    const RaceStep& start = at.view.steps.front();
    const double size = std::hypot(x, y);
    const float length = shown_length(size, std::hypot(start.gradient_x, start.gradient_y));
    if (length == 0 || !std::isfinite(size)) return;
    const ImVec2 from = place_of(at, at.view.now());
    draw_arrow(at.draw, from,
               {from.x - length * static_cast<float>(x / size), from.y + length * static_cast<float>(y / size)},
               colour);
}

/// The racer's state vector of this kind, where its optimizer has one.
std::optional<std::array<double, 2>> state_vector(const RacerView& view, StateRole role) {
    const OptimizerRow* row = find_row(optimizers(), view.racer->optimizer.id);
    const std::span<const double> state = view.state();
    for (std::size_t k = 0; row != nullptr && k < row->state.size() && 2 * k + 1 < state.size(); ++k)
        if (row->state[k].role == role) return std::array{state[2 * k], state[2 * k + 1]};
    return std::nullopt;
}

void draw_way(const OverlayPlace& at) { draw_path(at.draw, at.frame, at.view); }

void draw_gradient(const OverlayPlace& at) {
    draw_direction(at, at.view.now().gradient_x, at.view.now().gradient_y, bright);
}

void draw_momentum(const OverlayPlace& at) {
    if (const auto direction = state_vector(at.view, StateRole::direction))
        draw_direction(at, (*direction)[0], (*direction)[1], IM_COL32(255, 120, 200, 255));
}

void draw_last_step(const OverlayPlace& at) {
    if (at.view.step() == 0) return;
    draw_arrow(at.draw, place_of(at, at.view.steps[at.view.step() - 1]), place_of(at, at.view.now()), at.view.colour);
}

/// Half as wide and high as the roots of the squares, the larger of them a fixed size.
void draw_squares(const OverlayPlace& at) {
    const auto squares = state_vector(at.view, StateRole::squares);
    if (!squares) return;
    const double x = std::sqrt((*squares)[0]), y = std::sqrt((*squares)[1]), most = std::max(x, y);
    if (!(most > 0) || !std::isfinite(most)) return;
    const ImVec2 middle = place_of(at, at.view.now());
    const float half_x = px(34) * static_cast<float>(x / most), half_y = px(34) * static_cast<float>(y / most);
    const ImVec2 least{middle.x - half_x, middle.y - half_y}, end{middle.x + half_x, middle.y + half_y};
    at.draw.AddRectFilled(least, end, with_alpha(at.view.colour, 0.18f));
    at.draw.AddRect(least, end, dark, 0, 0, px(3));
    at.draw.AddRect(least, end, at.view.colour, 0, 0, px(1.5f));
}

/// Nesterov's θ is where the gradient is taken; the point w from which it looks ahead lies η·β·v behind.
void draw_look_ahead(const OverlayPlace& at) {
    const Selection& optimizer = at.view.racer->optimizer;
    const auto velocity = state_vector(at.view, StateRole::direction);
    if (optimizer.id != "nesterov" || !velocity) return;
    const double reach = optimizer.values[0] * optimizer.values[1];
    const RaceStep& now = at.view.now();
    const ImVec2 from = at.frame.place(now.x + reach * (*velocity)[0], now.y + reach * (*velocity)[1]);
    const std::array<ImVec2, 2> way{from, place_of(at, now)};
    draw_line(at.draw, way, {.colour = bright, .thickness = px(1.5f), .halo = dark, .dash = px(4)});
    draw_marker(at.draw, from, px(4), with_alpha(at.view.colour, 0.5f), bright);
    draw_label(at.draw, {from.x + px(7), from.y + px(4)}, "w", fonts().small, theme().text);
}

void draw_ghost(const OverlayPlace& at) {
    const std::size_t next = at.view.steps.size();
    if (next >= at.view.path->steps.size()) return;
    const std::array<ImVec2, 2> way{place_of(at, at.view.now()), place_of(at, at.view.path->steps[next])};
    draw_line(at.draw, way, {.colour = at.view.colour, .thickness = px(1.6f), .halo = dark, .dash = px(5)});
    at.draw.AddCircle(way[1], px(5), dark, 24, px(3));
    at.draw.AddCircle(way[1], px(5), at.view.colour, 24, px(1.6f));
}

constexpr OverlayRow overlay_rows[] = {
    {"path", "path", "Where each racer has been.", true, false, draw_way},
    {"step", "step", "The step that led here.", false, false, draw_last_step},
    {"ghost", "next step", "Where each racer will be after its next step.", false, false, draw_ghost},
    {"gradient", "gradient", "Downhill at the selected racer, noise included. Lengths go with the fourth root.", false,
     true, draw_gradient},
    {"momentum", "momentum",
     "Where the selected racer's past gradients take it, by v or m. Lengths go with the fourth root.", false, true,
     draw_momentum},
    {"squares", "squares",
     "The roots of the selected racer's accumulated squares, as a box: it is divided by its sides.", false, true,
     draw_squares},
    {"look_ahead", "look-ahead", "The point from which Nesterov's momentum looks ahead to where it takes the gradient.",
     false, false, draw_look_ahead},
};
static_assert(is_sound_table(std::span<const OverlayRow>(overlay_rows)));

bool is_shown(const LandscapeState& landscape, const OverlayRow& row, bool selected) {
    if (selected && landscape.lit_overlay == row.id) return true;
    return landscape.overlays.is_on(row.id, row.standard) && (selected || !row.of_selected_only);
}

}  // namespace

std::span<const OverlayRow> overlays() { return overlay_rows; }

void draw_overlays(const PanelContext& context, const PlaneFrame& frame) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const RacerView& view : visible_racers(context)) {
        for (const OverlayRow& row : overlays())
            if (is_shown(context.state.landscape, row, view.selected)) row.draw_racer({draw, frame, view});
        draw_racer_marker(draw, frame, view);
    }
}

void draw_overlay_switches(PanelContext& context) {
    OverlayChoice& choice = context.state.landscape.overlays;
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    bool is_first = true;
    for (const OverlayRow& row : overlays()) {
        const float width = text_size(row.label, fonts().small).x + px(14), height = std::round(px(22));
        if (!is_first && ImGui::GetItemRectMax().x + px(5) + width <= right) ImGui::SameLine(0, px(5));
        is_first = false;
        const bool on = choice.is_on(row.id, row.standard);
        const std::string name = "overlay." + std::string(row.id);
        if (ImGui::InvisibleButton(name.c_str(), {width, height})) choice.toggle(row.id);
        controls().note_item(name);
        const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
        const bool hovered = ImGui::IsItemHovered();
        explain_item({row.label, row.help, "", ""});
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        if (on) draw.AddRectFilled(least, most, theme().hovered, px(6));
        draw.AddRect(least, most, hovered ? theme().muted : theme().line, px(6), 0, whole_px(1));
        draw_text(draw, {least.x + px(7), 0.5f * (least.y + most.y - text_size(row.label, fonts().small).y)}, row.label,
                  fonts().small, on ? theme().text : theme().muted);
    }
}

}  // namespace ravine
