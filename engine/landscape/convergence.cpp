#include "engine/landscape/convergence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace ravine {

namespace {

constexpr std::size_t watched_steps = 100, least_steps = 10;

/// log of the last distances before the first that is too small to tell from rounding.
std::vector<double> log_distances(std::span<const RaceStep> steps, const std::array<double, 2>& minimum) {
    const double rounding = 1e4 * std::numeric_limits<double>::epsilon() * (1 + std::hypot(minimum[0], minimum[1]));
    const auto distance = [&](const RaceStep& step) { return std::hypot(step.x - minimum[0], step.y - minimum[1]); };
    // Of a long path in each frame, so without a root.
    const auto is_there = [&](const RaceStep& step) {
        const double x = step.x - minimum[0], y = step.y - minimum[1];
        return !(x * x + y * y > rounding * rounding);
    };
    const auto end = std::ranges::find_if(steps, is_there);
    const auto count = static_cast<std::size_t>(end - steps.begin());
    std::vector<double> logs;
    for (const RaceStep& step : steps.first(count).last(std::min(count, watched_steps)))
        logs.push_back(std::log(distance(step)));
    return logs;
}

/// Of the straight line with the least squares through values at 0, 1, 2, …
double slope(const std::vector<double>& values) {
    const double count = double(values.size()), middle = (count - 1) / 2;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += (double(i) - middle) * values[i];
    return 12 * sum / (count * (count * count - 1));
}

}  // namespace

std::optional<std::array<double, 2>> nearest_minimum(const Surface& surface, double x, double y) {
    const auto& minima = surface.traits().minima;
    const auto distance = [&](const std::array<double, 2>& at) { return std::hypot(at[0] - x, at[1] - y); };
    const auto nearest = std::ranges::min_element(minima, {}, distance);
    return nearest == minima.end() ? std::nullopt : std::optional(*nearest);
}

std::optional<double> measured_contraction(std::span<const RaceStep> steps, const std::array<double, 2>& minimum) {
    const std::vector<double> logs = log_distances(steps, minimum);
    if (logs.size() <= least_steps) return std::nullopt;
    return std::exp(slope(logs));
}

}  // namespace ravine
