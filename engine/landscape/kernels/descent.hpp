#pragma once
// Steps of one descent as a GPU's thread takes them, on the host and on a GPU: some now, the rest in later launches, so
// that none holds a desktop up.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/core/host_device.hpp"
#include "engine/landscape/kernels/arrival_track.hpp"
#include "engine/optimize/rules/first_order.hpp"

namespace ravine {

/// What all descents of a map have in common; what it looks at stands elsewhere.
struct DescentTask {
    std::size_t rule;                              ///< its place among FirstOrderRules
    std::span<const std::byte> rules;              ///< one of that type for each step; empty where settings differ
    std::span<const std::array<double, 2>> noise;  ///< added to the gradient of each step; empty where there is none
    PlaceGrid minima;
    double far;  ///< beyond this distance from its start it has diverged
    int steps;

    template <class Keep>
    DescentTask kept(const Keep& keep) const {
        return {rule, keep(rules), keep(noise), minima.kept(keep), far, steps};
    }
};

/// Where a descent is between two launches.
struct DescentState {
    static constexpr std::size_t most_vectors = 3;

    std::array<double, 2> at;
    std::array<std::array<double, most_vectors>, 2> own;  ///< the optimizer's state for x and y
    ArrivalTrack track;

    RAVINE_HOST_DEVICE DescentState(const DescentTask& task, const std::array<double, 2>& start) : at(start), own{} {
        track.look(task.minima, task.far, start, at, 0);
    }
};

/// The optimizer's rule in step `step`, 0 for the first.
template <class Rule>
RAVINE_HOST_DEVICE Rule rule_of_step(const DescentTask& task, const double* settings, int step) {
    if (task.rules.empty()) return Rule(settings, static_cast<std::uint64_t>(step) + 1);
    return reinterpret_cast<const Rule*>(task.rules.data())[step];
}

/// Step `step`, from a finite place. `settings` of the optimizer are looked at where the task has no rules.
template <class Gradient>
RAVINE_HOST_DEVICE void step_descent(const DescentTask& task, const Gradient& gradient, const double* settings,
                                     int step, DescentState& state) {
    std::array<double, 2> slope = gradient(state.at[0], state.at[1]);
    if (!task.noise.empty())
        for (std::size_t k = 0; k < 2; ++k) slope[k] += task.noise[static_cast<std::size_t>(step)][k];
    visit_type(FirstOrderRules<double>(), task.rule, [&]<class Rule>() {
        static_assert(Rule::vectors <= DescentState::most_vectors);
        const Rule rule = rule_of_step<Rule>(task, settings, step);
        for (std::size_t k = 0; k < 2; ++k) rule.update(state.at[k], slope[k], state.own[k].data());
    });
}

/// Steps first … last − 1. A descent that is not finite any more stays so: it has ended.
template <class Gradient>
RAVINE_HOST_DEVICE void continue_descent(const DescentTask& task, const Gradient& gradient, const double* settings,
                                         const std::array<double, 2>& start, int first, int last, DescentState& state) {
    for (int step = first; step < last && std::isfinite(state.at[0]) && std::isfinite(state.at[1]); ++step) {
        step_descent(task, gradient, settings, step, state);
        state.track.look(task.minima, task.far, start, state.at, step + 1);
    }
}

RAVINE_HOST_DEVICE inline Arrival arrival_of(const DescentTask& task, const std::array<double, 2>& start,
                                             const DescentState& state) {
    return state.track.end(task.minima, task.far, start, state.at, task.steps);
}

}  // namespace ravine
