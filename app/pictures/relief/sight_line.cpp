#include "app/pictures/relief/sight_line.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace ravine {
namespace {

/// Pixels between the places at which a line is looked at, and how many of these all lines of a path may have: a path
/// that goes to and fro for thousands of steps is looked at more coarsely.
constexpr double usual_step = 3, most_places = 4000;

/// Puts points together to parts. A part ends in the first point of the next, so that no gap is between them.
class Parts {
  public:
    Parts(const Terrain& terrain, const CameraView& view) : terrain_(terrain), view_(view) {}

    void add(const Vector3& point) {
        const CameraView::Shown place = view_.project(point);
        if (place.depth <= 0.01) return lift();
        const bool is_hidden = terrain_.hides(point, view_.eye());
        if (is_down_ && parts_.back().is_hidden != is_hidden) {
            parts_.back().points.push_back(place.at);
            is_down_ = false;
        }
        if (!is_down_) parts_.push_back({{}, is_hidden});
        is_down_ = true;
        parts_.back().points.push_back(place.at);
    }
    /// The next point does not follow the last one.
    void lift() { is_down_ = false; }
    bool is_down() const { return is_down_; }
    std::vector<LinePart> take() { return std::move(parts_); }

  private:
    const Terrain& terrain_;
    const CameraView& view_;
    std::vector<LinePart> parts_;
    bool is_down_ = false;
};

/// A step of a path, as far as it is inside the window: shares of the way at which it comes in and leaves.
struct Step {
    Vector3 from, to;
    double first = 0, last = 1;
    double pixels = 0;

    double share(double along) const { return first + along * (last - first); }
};

std::optional<Step> visible_step(const Terrain& terrain, const CameraView& view, const Vector3& from,
                                 const Vector3& to) {
    if (!std::isfinite(length(to - from))) return std::nullopt;  // a float's range away
    Step step{from, to};
    const auto clip = [&](double a, double b, double half) {
        if (a == b) return std::abs(a) <= half;
        const double one = (-half - a) / (b - a), other = (half - a) / (b - a);
        step.first = std::max(step.first, std::min(one, other));
        step.last = std::min(step.last, std::max(one, other));
        return step.first < step.last;
    };
    if (!clip(from.x, to.x, 1) || !clip(from.y, to.y, terrain.half_y())) return std::nullopt;
    // Where it goes up and down on the way it is longer than it is from end to end, so it counts at its nearest.
    const Vector3 way = (step.last - step.first) * (to - from);
    step.pixels = view.pixels_per_unit() * length(way);
    return step;
}

std::vector<std::optional<Step>> visible_steps(const Terrain& terrain, const CameraView& view,
                                               std::span<const Vector3> path) {
    std::vector<std::optional<Step>> steps;
    for (std::size_t i = 1; i < path.size(); ++i) steps.push_back(visible_step(terrain, view, path[i - 1], path[i]));
    return steps;
}

/// The step's point, as high above the surface as the ends are, in proportion.
Vector3 point_of(const Terrain& terrain, const Step& step, double share) {
    Vector3 between = step.from + share * (step.to - step.from);
    between.x = std::clamp(between.x, -1.0, 1.0);  // a far end leaves large rounding errors
    between.y = std::clamp(between.y, -terrain.half_y(), terrain.half_y());
    const auto above = [&](const Vector3& end) { return end.z - terrain.height(end.x, end.y); };
    const double lift = (1 - share) * above(step.from) + share * above(step.to);
    return {between.x, between.y, std::clamp(terrain.height(between.x, between.y) + lift, 0.0, relief_height)};
}

}  // namespace

std::vector<LinePart> straight_line(const Terrain& terrain, const CameraView& view, const Vector3& from,
                                    const Vector3& to) {
    Parts parts(terrain, view);
    const double pixels = view.pixels_per_unit() * length(to - from);
    const int count = std::max(1, static_cast<int>(pixels / usual_step));
    for (int i = 0; i <= count; ++i) parts.add(from + (static_cast<double>(i) / count) * (to - from));
    return parts.take();
}

std::vector<LinePart> path_line(const Terrain& terrain, const CameraView& view, std::span<const Vector3> path) {
    const std::vector<std::optional<Step>> steps = visible_steps(terrain, view, path);
    double pixels = 0;
    for (const std::optional<Step>& step : steps) pixels += step ? step->pixels : 0;
    const double spacing = std::max(usual_step, pixels / most_places);
    Parts parts(terrain, view);
    for (const std::optional<Step>& step : steps) {
        if (!step) {
            parts.lift();
            continue;
        }
        if (step->first > 0) parts.lift();
        if (!parts.is_down()) parts.add(point_of(terrain, *step, step->first));
        const int count = std::max(1, static_cast<int>(std::ceil(step->pixels / spacing)));
        for (int i = 1; i <= count; ++i)
            parts.add(point_of(terrain, *step, step->share(static_cast<double>(i) / count)));
        if (step->last < 1) parts.lift();
    }
    return parts.take();
}

bool is_inside(const Terrain& terrain, const Vector3& place) {
    return std::abs(place.x) <= 1 && std::abs(place.y) <= terrain.half_y();
}

}  // namespace ravine
