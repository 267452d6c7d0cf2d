#include "app/window/panels/boundary_points.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/pictures/colors.hpp"
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

/// Shades for numbers: the first class's colour for the lowest, the second's for the highest.
constexpr std::size_t shades = 17;

Color color_of(ImU32 colour) {
    const auto channel = [colour](int shift) { return static_cast<std::uint8_t>(colour >> shift); };
    return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)};
}

/// On the panel's colour, of which this share has been replaced by the point's class.
PointLook look_on(ImU32 fill, ImU32 side, float share) {
    const Color rim = rim_over(color_of(mixed(theme().panel, side, share)));
    return {fill, IM_COL32(rim.red, rim.green, rim.blue, 255)};
}

/// Which of them a point has; `most` is the largest number.
std::size_t colour_of(const Point& point, Task task, double most) {
    if (task == Task::classify) return static_cast<std::size_t>(std::max(point.target, 0.0)) % most_classes;
    if (task == Task::curve) return 0;
    const double share = std::clamp(point.target / most, -1.0, 1.0);
    return static_cast<std::size_t>(std::lround(0.5 * (share + 1) * (shades - 1)));
}

double largest_target(const std::vector<Point>& points) {
    double most = 1e-9;
    for (const Point& point : points) most = std::max(most, std::abs(point.target));
    return most;
}

}  // namespace

std::vector<PointLook> point_looks(Task task) {
    std::vector<PointLook> looks;
    if (task == Task::classify)
        for (int i = 0; i < most_classes; ++i)
            looks.push_back(look_on(class_colour(i), class_colour(i), region_strength()));
    if (task == Task::curve) looks.push_back(look_on(theme().accent, theme().panel, 0));
    for (std::size_t i = 0; task == Task::regress && i < shades; ++i) {
        const float share = 2 * static_cast<float>(i) / (shades - 1) - 1, size = std::abs(share);
        const ImU32 side = class_colour(share < 0 ? 0 : 1);
        looks.push_back(look_on(mixed(theme().panel, side, size), side, region_strength() * size));
    }
    return looks;
}

void draw_dataset(ImDrawList& draw, const PlaneFrame& frame, PanelContext& context) {
    const std::vector<Point>& points = points_of(context);
    const Task task = context.state.scenario.task;
    const double most = task == Task::regress ? largest_target(points) : 1;
    const float margin = px(8);
    PointSigns& signs = context.pictures.points;
    signs.prepare(point_looks(task), px(points.size() > 1200 ? 2.3f : 3.3f));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ImVec2 at = frame.place(points[i].x1, task == Task::curve ? points[i].target : points[i].x2);
        if (at.x < frame.least.x - margin || at.x > frame.most.x + margin || at.y < frame.least.y - margin ||
            at.y > frame.most.y + margin)
            continue;
        signs.show(draw, at, colour_of(points[i], task, most), trains(context.snapshot, i));
    }
}

void draw_curve(ImDrawList& draw, const PlaneFrame& frame, const DecisionMap& map) {
    const auto line_of = [&](std::span<const float> values) {
        std::vector<ImVec2> line;
        for (int column = 0; column < map.columns; ++column)
            line.push_back(frame.place(map.x(column), static_cast<double>(values[static_cast<std::size_t>(column)])));
        return line;
    };
    for (const UnsetVector<float>& member : map.members)
        draw_line(draw, line_of(member), {.colour = with_alpha(theme().validation, 0.5f), .thickness = px(1)});
    draw_line(draw, line_of(map.values), {.colour = theme().validation, .thickness = px(2.2f), .halo = theme().halo});
}

}  // namespace ravine
