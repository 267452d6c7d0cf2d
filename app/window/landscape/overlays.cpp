#include "app/window/landscape/overlays.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

constexpr Color bright = {255, 255, 255, 235}, pink = rgb(0xFF78C8);

PlanePlace place_of(const RaceStep& step) { return {step.x, step.y}; }

Color color_of(const RacerView& view) { return class_color(static_cast<std::size_t>(view.racer->color)); }

void add_arrow(RacerShapes& shapes, const PlanePlace& from, const PlanePlace& to, Color color) {
    shapes.lines.push_back({from, to, color, 2.2, 0, true});
}

/// Gradients differ by powers of ten: an arrow's length goes with the fourth root, and is most at the start's gradient.
double shown_length(double size, double at_start) {
    if (!(size > 0) || !(at_start > 0)) return 0;
    return 12 + 58 * std::min(1.0, std::pow(size / at_start, 0.25));
}

/// Against a vector of the plane.
void add_direction(const OverlayPlace& at, double x, double y, Color color, RacerShapes& shapes) {
    const RaceStep &start = at.view.steps.front(), &now = at.view.now();
    const double length = shown_length(std::hypot(x, y), std::hypot(start.gradient_x, start.gradient_y));
    const double pixels = std::hypot(x / at.pixel[0], y / at.pixel[1]);
    if (length == 0 || !std::isfinite(pixels)) return;
    const double share = length / pixels;
    add_arrow(shapes, place_of(now), {now.x - share * x, now.y - share * y}, color);
}

/// The racer's state vector of this kind, where its optimizer has one.
std::optional<std::array<double, 2>> state_vector(const RacerView& view, StateRole role) {
    const OptimizerRow* row = find_row(optimizers(), view.racer->optimizer.id);
    const std::span<const double> state = view.state();
    for (std::size_t k = 0; row != nullptr && k < row->state.size() && 2 * k + 1 < state.size(); ++k)
        if (row->state[k].role == role) return std::array{state[2 * k], state[2 * k + 1]};
    return std::nullopt;
}

void add_way(const OverlayPlace& at, RacerShapes& shapes) {
    shapes.path = at.view.steps;
    shapes.path_color = color_of(at.view);
    shapes.path_width = at.view.selected ? 2.4 : 1.8;
}

void add_gradient(const OverlayPlace& at, RacerShapes& shapes) {
    add_direction(at, at.view.now().gradient_x, at.view.now().gradient_y, bright, shapes);
}

void add_momentum(const OverlayPlace& at, RacerShapes& shapes) {
    if (const auto direction = state_vector(at.view, StateRole::direction))
        add_direction(at, (*direction)[0], (*direction)[1], pink, shapes);
}

void add_last_step(const OverlayPlace& at, RacerShapes& shapes) {
    if (at.view.step() == 0) return;
    add_arrow(shapes, place_of(at.view.steps[at.view.step() - 1]), place_of(at.view.now()), color_of(at.view));
}

/// Half as wide and high as the roots of the squares, the larger of them a fixed size.
void add_squares(const OverlayPlace& at, RacerShapes& shapes) {
    const auto squares = state_vector(at.view, StateRole::squares);
    if (!squares) return;
    const double x = std::sqrt((*squares)[0]), y = std::sqrt((*squares)[1]), most = std::max(x, y);
    if (!(most > 0) || !std::isfinite(most)) return;
    const RaceStep& now = at.view.now();
    const double half_x = 34 * at.pixel[0] * x / most, half_y = 34 * at.pixel[1] * y / most;
    shapes.boxes.push_back({{now.x - half_x, now.y - half_y}, {now.x + half_x, now.y + half_y}, color_of(at.view)});
}

/// Nesterov's θ is where the gradient is taken; the point w from which it looks ahead lies η·β·v behind.
void add_look_ahead(const OverlayPlace& at, RacerShapes& shapes) {
    const Selection& optimizer = at.view.racer->optimizer;
    const auto velocity = state_vector(at.view, StateRole::direction);
    if (optimizer.id != "nesterov" || !velocity) return;
    const double reach = optimizer.values[0] * optimizer.values[1];
    const RaceStep& now = at.view.now();
    const PlanePlace from{now.x + reach * (*velocity)[0], now.y + reach * (*velocity)[1]};
    shapes.lines.push_back({from, place_of(now), bright, 1.5, 4});
    shapes.marks.push_back({from, 4, with_alpha(color_of(at.view), 0.5), bright, "w"});
}

void add_ghost(const OverlayPlace& at, RacerShapes& shapes) {
    const std::size_t next = at.view.steps.size();
    if (next >= at.view.path->steps.size()) return;
    const PlanePlace there = place_of(at.view.path->steps[next]);
    shapes.lines.push_back({place_of(at.view.now()), there, color_of(at.view), 1.6, 5});
    shapes.marks.push_back({there, 5, {0, 0, 0, 0}, color_of(at.view)});
}

constexpr OverlayRow overlay_rows[] = {
    {"path", "path", "Where each racer has been.", true, false, add_way},
    {"step", "step", "The step that led here.", false, false, add_last_step},
    {"ghost", "next step", "Where each racer will be after its next step.", false, false, add_ghost},
    {"gradient", "gradient", "Downhill at the selected racer, noise included. Lengths go with the fourth root.", false,
     true, add_gradient},
    {"momentum", "momentum",
     "Where the selected racer's past gradients take it, by v or m. Lengths go with the fourth root.", false, true,
     add_momentum},
    {"squares", "squares",
     "The roots of the selected racer's accumulated squares, as a box: it is divided by its sides.", false, true,
     add_squares},
    {"look_ahead", "look-ahead", "The point from which Nesterov's momentum looks ahead to where it takes the gradient.",
     false, false, add_look_ahead},
};
static_assert(is_sound_table(std::span<const OverlayRow>(overlay_rows)));

/// Who walks through the lines of a step sees what belongs to the line alone, besides the paths.
bool is_shown(const LandscapeState& landscape, const OverlayRow& row, bool selected) {
    if (selected && landscape.lit_line) return landscape.lit_overlay == row.id || row.id == "path";
    return landscape.overlays.is_on(row.id, row.standard) && (selected || !row.of_selected_only);
}

}  // namespace

std::span<const OverlayRow> overlays() { return overlay_rows; }

RacerShapes racer_shapes(const LandscapeState& landscape, const RacerView& view, const std::array<double, 2>& pixel) {
    RacerShapes shapes;
    for (const OverlayRow& row : overlays())
        if (is_shown(landscape, row, view.selected)) row.add_shapes({view, pixel}, shapes);
    shapes.marks.push_back(racer_mark(view.now(), color_of(view), view.selected));
    return shapes;
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
