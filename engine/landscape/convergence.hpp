#pragma once
// How near a racer is to a minimum, and how fast it gets nearer.

#include <array>
#include <optional>
#include <span>

#include "engine/landscape/race.hpp"

namespace ravine {

/// Of the surface's known minima; none where there is none.
std::optional<std::array<double, 2>> nearest_minimum(const Surface& surface, double x, double y);

/// The factor by which the distance to the minimum has shrunk a step, as a straight line through the logarithms of the
/// last 100 distances has it, of which those that rounding makes are left out. None before the 10th step.
std::optional<double> measured_contraction(std::span<const RaceStep> steps, const std::array<double, 2>& minimum);

}  // namespace ravine
