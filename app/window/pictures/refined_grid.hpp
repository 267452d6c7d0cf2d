#pragma once
// Grids made finer by splines, so that colours and contours of a coarse grid are smooth.

#include <span>
#include <vector>

namespace ravine {

/// values [rows × columns] at `factor` times as many intervals in both directions, by Catmull and Rom's spline, which
/// goes through the given values: [(rows − 1)·factor + 1 × (columns − 1)·factor + 1].
std::vector<float> refined_grid(std::span<const float> values, int columns, int rows, int factor);

constexpr int refined_count(int count, int factor) { return (count - 1) * factor + 1; }

}  // namespace ravine
