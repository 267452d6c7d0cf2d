#include "engine/landscape/arrival_map.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ravine {

namespace {

/// So that no steps at all have a logarithm.
constexpr double offset = 5;

}  // namespace

std::size_t ArrivalSummary::all() const {
    return std::accumulate(at_minimum.begin(), at_minimum.end(), elsewhere + diverged);
}

double ArrivalSummary::share(int steps) const {
    if (most_steps <= least_steps) return 0;
    const double share =
        std::log((steps + offset) / (least_steps + offset)) / std::log((most_steps + offset) / (least_steps + offset));
    return std::clamp(share, 0.0, 1.0);
}

ArrivalSummary summary_of(std::span<const Arrival> arrivals, std::size_t minima) {
    ArrivalSummary summary{std::vector<std::size_t>(minima)};
    bool is_first = true;
    for (const Arrival& arrival : arrivals) {
        if (arrival.place == Arrival::elsewhere) ++summary.elsewhere;
        if (arrival.place == Arrival::diverged) ++summary.diverged;
        if (arrival.place < 0) continue;
        ++summary.at_minimum[static_cast<std::size_t>(arrival.place)];
        summary.least_steps = is_first ? arrival.steps : std::min(summary.least_steps, arrival.steps);
        summary.most_steps = std::max(summary.most_steps, arrival.steps);
        is_first = false;
    }
    return summary;
}

}  // namespace ravine
