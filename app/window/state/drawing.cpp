#include "app/window/state/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/random.hpp"

namespace ravine {

PointsSource& make_drawn(Scenario& scenario, const Dataset& shown) {
    if (!std::holds_alternative<PointsSource>(scenario.data.source)) {
        PointsSource source;
        source.points = shown.points;
        source.splits.assign(shown.splits.begin(), shown.splits.end());  // each keeps its part when more are drawn
        source.classes = shown.classes;
        scenario.data.source = std::move(source);
    }
    return std::get<PointsSource>(scenario.data.source);
}

bool waits_for_points(const Scenario& scenario) {
    const auto* source = std::get_if<PointsSource>(&scenario.data.source);
    return source != nullptr && source->points.empty();
}

void split_anew(Scenario& scenario) {
    if (auto* source = std::get_if<PointsSource>(&scenario.data.source)) source->splits.clear();
}

void clear_points(Scenario& scenario) {
    PointsSource empty;
    if (const auto* source = std::get_if<PointsSource>(&scenario.data.source)) empty.classes = source->classes;
    if (scenario.task == Task::classify) empty.classes = std::max(empty.classes, 2);
    scenario.data.source = std::move(empty);
}

void draw_points(PointsSource& source, Point from, Point to, double radius, std::uint64_t stroke) {
    RandomStream random(stroke, RandomPurpose::points, 1);
    const double length = std::hypot(to.x1 - from.x1, to.x2 - from.x2);
    const int count = std::max(1, static_cast<int>(std::floor(3 * length / std::max(radius, 1e-9))));
    for (int i = 0; i < count; ++i) {
        const double along = (i + random.uniform()) / count;
        const double away = radius * std::sqrt(random.uniform()), angle = 2 * std::numbers::pi * random.uniform();
        source.points.push_back({from.x1 + along * (to.x1 - from.x1) + away * std::cos(angle),
                                 from.x2 + along * (to.x2 - from.x2) + away * std::sin(angle), to.target});
        if (!source.splits.empty()) source.splits.emplace_back();
    }
}

bool erase_points(PointsSource& source, Task task, double across, double up, double radius) {
    std::vector<Point> kept;
    std::vector<std::optional<Split>> kept_splits;
    for (std::size_t i = 0; i < source.points.size(); ++i) {
        const Point& point = source.points[i];
        const double height = task == Task::curve ? point.target : point.x2;
        if (std::hypot(point.x1 - across, height - up) < radius) continue;
        kept.push_back(point);
        if (!source.splits.empty()) kept_splits.push_back(source.splits[i]);
    }
    if (kept.size() == source.points.size()) return false;
    source.points = std::move(kept);
    source.splits = std::move(kept_splits);
    return true;
}

}  // namespace ravine
