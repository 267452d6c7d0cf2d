#include "app/window/panels/boundary_points.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/look/theme.hpp"
#include "app/window/widgets/lines.hpp"

namespace ravine {
namespace {

const std::vector<Point>& points_of(const PanelContext& context) {
    static const std::vector<Point> none;
    if (const auto* drawn = std::get_if<PointsSource>(&context.state.scenario.data.source)) return drawn->points;
    return context.snapshot.model.data ? context.snapshot.model.data->points : none;
}

bool trains(const Snapshot& snapshot, std::size_t index) {
    return !snapshot.model.data || index >= snapshot.model.data->splits.size() ||
           snapshot.model.data->splits[index] == Split::train;
}

/// Negative numbers have the first class's colour, positive ones the second's.
ImU32 colour_of(const Point& point, Task task, double most) {
    if (task == Task::classify) return class_colour(static_cast<int>(point.target));
    if (task == Task::curve) return theme().accent;
    const float share = static_cast<float>(std::clamp(std::abs(point.target) / most, 0.0, 1.0));
    return mixed(theme().text, class_colour(point.target < 0 ? 0 : 1), 0.25f + 0.75f * share);
}

double largest_target(const std::vector<Point>& points) {
    double most = 1e-9;
    for (const Point& point : points) most = std::max(most, std::abs(point.target));
    return most;
}

}  // namespace

void draw_dataset(ImDrawList& draw, const PlaneFrame& frame, PanelContext& context) {
    const std::vector<Point>& points = points_of(context);
    const Task task = context.state.scenario.task;
    const double most = task == Task::regress ? largest_target(points) : 1;
    const float margin = px(8);
    PointSigns& signs = context.pictures.points;
    signs.set_radius(px(points.size() > 1200 ? 2.3f : 3.3f));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ImVec2 at = frame.place(points[i].x1, task == Task::curve ? points[i].target : points[i].x2);
        if (at.x < frame.least.x - margin || at.x > frame.most.x + margin || at.y < frame.least.y - margin ||
            at.y > frame.most.y + margin)
            continue;
        signs.show(draw, at, colour_of(points[i], task, most), theme().halo, trains(context.snapshot, i));
    }
}

void draw_curve(ImDrawList& draw, const PlaneFrame& frame, const DecisionMap& map) {
    std::vector<ImVec2> line;
    for (int column = 0; column < map.columns; ++column)
        line.push_back(frame.place(map.x(column), static_cast<double>(map.values[static_cast<std::size_t>(column)])));
    draw_line(draw, line, {.colour = theme().validation, .thickness = px(2.2f), .halo = theme().halo});
}

}  // namespace ravine
