#include "app/window/panels/boundary_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels/boundary_points.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/playground/member_row.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/notice.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

std::string note(const Snapshot& snapshot) {
    const bool classifies = snapshot.model.scenario && snapshot.model.scenario->task == Task::classify;
    const auto text = [&](const Metrics& metrics) {
        return classifies ? percent(metrics.accuracy) : short_number(metrics.loss);
    };
    const auto member = static_cast<std::size_t>(std::max(0, snapshot.shown_member - 1));
    const bool is_mean = snapshot.shown_member == 0;
    const Metrics& train = is_mean ? snapshot.train : snapshot.members[member].train;
    const Metrics& validation = is_mean ? snapshot.validation : snapshot.members[member].validation;
    const std::string words = fmt::format("{} {}", classifies ? "train" : "train loss", text(train));
    return std::isfinite(validation.loss) ? fmt::format("{} · validation {}", words, text(validation)) : words;
}

/// The number that has the full colour: the largest target; 1 for classes.
double full_colour(const Snapshot& snapshot) {
    double most = 0;
    if (snapshot.model.data && snapshot.model.data->task != Task::classify)
        for (const Point& point : snapshot.model.data->points) most = std::max(most, std::abs(point.target));
    return most > 0 ? most : 1;
}

/// The prediction at the picture's cell under the pointer; empty where there is none.
std::vector<float> prediction_at(const DecisionMap& map, double x, double y) {
    const double u = (x - map.window.x_least) / (map.window.x_most - map.window.x_least) * map.columns;
    const double v = map.rows == 1 ? 0 : (y - map.window.y_least) / (map.window.y_most - map.window.y_least) * map.rows;
    if (!(u >= 0 && v >= 0 && u < map.columns && v < map.rows)) return {};
    std::vector<float> values;
    for (int plane = 0; plane < map.planes; ++plane)
        values.push_back(
            map.values[(static_cast<std::size_t>(plane) * map.rows + static_cast<std::size_t>(v)) * map.columns +
                       static_cast<std::size_t>(u)]);
    return values;
}

std::string prediction_words(const std::vector<float>& values) {
    if (values.empty()) return "";
    if (values.size() == 1) return fmt::format("\nprediction {}", short_number(static_cast<double>(values[0])));
    const auto best = std::max_element(values.begin(), values.end());
    return fmt::format("\nclass {} · {}", static_cast<char>('A' + (best - values.begin())),
                       percent(static_cast<double>(*best)));
}

void readout(const PanelContext& context, const PlaneTouch& touch) {
    const bool is_curve = context.state.scenario.task == Task::curve;
    std::string words =
        fmt::format("{} {:.2f}   {} {:.2f}", is_curve ? "x" : "x₁", touch.x, is_curve ? "y" : "x₂", touch.y);
    if (context.snapshot.boundary && !waits_for_points(context.state.scenario))
        words += prediction_words(prediction_at(context.snapshot.boundary->content, touch.x, touch.y));
    draw_plane_readout(words);
}

/// Where the stroke under way came from; the next piece starts there.
struct Stroke {
    bool is_open = false;
    double x = 0, y = 0;
    std::uint64_t count = 0;
};
Stroke stroke;

/// Takes away what lies along the way from where the pointer was a frame ago.
void erase(PointsSource& source, Task task, const PlaneTouch& touch, double radius) {
    const Stroke from = stroke.is_open ? stroke : Stroke{true, touch.x, touch.y};
    const int pieces = 1 + static_cast<int>(2 * std::hypot(touch.x - from.x, touch.y - from.y) / radius);
    for (int i = 1; i <= pieces; ++i) {
        const double share = static_cast<double>(i) / pieces;
        erase_points(source, task, from.x + share * (touch.x - from.x), from.y + share * (touch.y - from.y), radius);
    }
    stroke = {true, touch.x, touch.y, stroke.count};
}

void brush(PanelContext& context, const PlaneTouch& touch) {
    if (!context.snapshot.model.data) return;
    const PlaygroundState& playground = context.state.playground;
    PointsSource& source = make_drawn(context.state.scenario, *context.snapshot.model.data);
    const bool erases = touch.erasing || playground.brush == Brush::erase;
    const Task task = context.state.scenario.task;
    if (erases) return erase(source, task, touch, playground.brush_radius);
    const double target = task == Task::classify ? playground.brush_class : playground.brush_target;
    // A piece of the stroke as long as the brush is wide gives a few points; shorter ones are put together.
    if (stroke.is_open && std::hypot(touch.x - stroke.x, touch.y - stroke.y) < 0.34 * playground.brush_radius) return;
    const Point from{stroke.is_open ? stroke.x : touch.x, stroke.is_open ? stroke.y : touch.y, target};
    const std::size_t before = source.points.size();
    draw_points(source, from, {touch.x, touch.y, target}, playground.brush_radius, before + 1);
    // A curve's points have their height as the number that is to be learned.
    for (std::size_t i = before; task == Task::curve && i < source.points.size(); ++i)
        source.points[i] = {source.points[i].x1, 0, source.points[i].x2};
    stroke = {true, touch.x, touch.y, stroke.count + 1};
}

bool lies_inside(const Window& window, const PlaneTouch& touch) {
    return touch.x >= window.x_least && touch.x <= window.x_most && touch.y >= window.y_least &&
           touch.y <= window.y_most;
}

void touch_points(PanelContext& context, const PlaneTouch& touch, const Window& window) {
    if ((touch.held || touch.erasing) && lies_inside(window, touch))
        brush(context, touch);
    else
        stroke.is_open = false;
}

void draw_brush(ImDrawList& draw, const PanelContext& context, const PlaneFrame& frame) {
    const PlaygroundState& playground = context.state.playground;
    const float radius = static_cast<float>(playground.brush_radius) * frame.pixels_per_unit();
    const bool erases = playground.brush == Brush::erase || ImGui::IsMouseDown(ImGuiMouseButton_Right);
    const Task task = context.state.scenario.task;
    const ImU32 colour = erases                   ? theme().text
                         : task == Task::classify ? class_colour(playground.brush_class)
                         : task == Task::curve    ? theme().accent
                                                  : class_colour(playground.brush_target < 0 ? 0 : 1);
    draw.AddCircle(ImGui::GetIO().MousePos, radius, with_alpha(theme().halo, 0.7f), 40, px(3));
    draw.AddCircle(ImGui::GetIO().MousePos, radius, colour, 40, px(1.4f));
}

/// What to do with an empty plane.
void draw_first_hint(const PanelContext& context, const PlaneFrame& frame) {
    const bool classifies = context.state.scenario.task == Task::classify;
    const std::string words =
        fmt::format("Drag here to draw points{}, or pick a data set.{}", classifies ? " of the chosen class" : "",
                    context.state.undo.can_undo() ? " Undo brings back what was erased." : "");
    draw_notice(frame.least, frame.most, words);
}

/// Asks for the picture at the panel's own resolution.
void ask(PanelContext& context, const Window& window, ImVec2 size) {
    command::SetView& view = context.link.wanted().network;
    view.boundary_columns = static_cast<int>(size.x);
    view.boundary_rows = static_cast<int>(size.y);
    view.boundary_window = window;
}

}  // namespace

void draw_boundary_panel(PanelContext& context) {
    const bool is_empty = waits_for_points(context.state.scenario);
    card_header(context.state.scenario.task == Task::classify ? "Decision boundary" : "Prediction",
                is_empty ? "no points" : note(context.snapshot));
    if (!is_empty) draw_member_row(context);
    const ImVec2 size{std::floor(ImGui::GetContentRegionAvail().x), std::floor(ImGui::GetContentRegionAvail().y)};
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (size.x < 8 || size.y < 8) return;
    Window& kept = context.state.playground.window;
    Window window = fitted_window(kept, size.x, size.y);
    const PlaneTouch touch =
        plane_input("boundary", size, window, fitted_window(PlaygroundState().window, size.x, size.y));
    if (touch.moved_view) kept = window;
    touch_points(context, touch, window);
    if (!is_empty) ask(context, window, size);

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const PlaneFrame frame{corner, {corner.x + size.x, corner.y + size.y}, window};
    backdrop().fill(frame.least, frame.most, theme().sunken);
    draw.PushClipRect(frame.least, frame.most, true);
    const bool is_curve = context.state.scenario.task == Task::curve;
    const bool has_picture = context.snapshot.boundary && !is_empty;
    if (has_picture && !is_curve) {
        context.pictures.boundary.update(*context.snapshot.boundary, window, static_cast<int>(size.x),
                                         static_cast<int>(size.y), full_colour(context.snapshot));
        context.pictures.boundary.show_below(frame.least);
    }
    draw_plane_axes(draw, frame, is_curve ? "x" : "x₁", is_curve ? "y" : "x₂");
    if (has_picture && is_curve) draw_curve(draw, frame, context.snapshot.boundary->content);
    draw_dataset(draw, frame, context);
    if (is_empty) draw_first_hint(context, frame);
    if (touch.hovered) draw_brush(draw, context, frame);
    draw.PopClipRect();
    if (touch.hovered && !ImGui::IsAnyMouseDown()) readout(context, touch);
}

}  // namespace ravine
