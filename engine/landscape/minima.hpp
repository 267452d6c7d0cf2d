#pragma once
// Minima of a surface of which no more is known than what it answers.

#include <array>
#include <optional>
#include <vector>

#include "engine/landscape/surface.hpp"

namespace ravine {

/// The minimum to which damped Newton steps lead down from a place; none where they leave for the far, or end at a
/// place where the ground does not curve upwards in every direction. `extent`: beyond so far from the start is far.
std::optional<std::array<double, 2>> minimum_below(const Surface& surface, std::array<double, 2> start, double extent);

/// Those found from the lowest of neighbouring points of a grid of `samples` × `samples` over the window.
std::vector<std::array<double, 2>> find_minima(const Surface& surface, const Window& window, int samples);

/// Sets the traits' minima, and its infimum: the lowest one's height, unless the grid is still lower somewhere, so that
/// the ground may fall without end.
void find_floor(const Surface& surface, SurfaceTraits& traits, int samples = 65);

}  // namespace ravine
