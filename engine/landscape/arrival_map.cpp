#include "engine/landscape/arrival_map.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ravine {

namespace {

/// The number below which `share` of the others lie.
int quantile(std::vector<int>& numbers, double share) {
    if (numbers.empty()) return 0;
    const auto place = numbers.begin() + static_cast<std::ptrdiff_t>(share * double(numbers.size() - 1));
    std::nth_element(numbers.begin(), place, numbers.end());
    return *place;
}

}  // namespace

std::size_t ArrivalSummary::all() const {
    return std::accumulate(at_minimum.begin(), at_minimum.end(), elsewhere + diverged);
}

double ArrivalSummary::share(int steps) const {
    const auto logarithm = [](int number) { return std::log(std::max(number, 1)); };
    const double quick = logarithm(quick_steps), slow = logarithm(slow_steps);
    return slow > quick ? std::clamp((logarithm(steps) - quick) / (slow - quick), 0.0, 1.0) : 0;
}

ArrivalSummary summary_of(std::span<const Arrival> arrivals, std::size_t minima) {
    ArrivalSummary summary{std::vector<std::size_t>(minima)};
    std::vector<int> steps;
    for (const Arrival& arrival : arrivals) {
        if (arrival.place == Arrival::elsewhere) ++summary.elsewhere;
        if (arrival.place == Arrival::diverged) ++summary.diverged;
        if (arrival.place < 0) continue;
        ++summary.at_minimum[static_cast<std::size_t>(arrival.place)];
        steps.push_back(arrival.steps);
    }
    summary.quick_steps = quantile(steps, 0.05);
    summary.slow_steps = quantile(steps, 0.95);
    return summary;
}

}  // namespace ravine
