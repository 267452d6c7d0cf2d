#pragma once
// Fine grids of numbers made coarser.

#include <span>
#include <vector>

namespace ravine {

/// values [rows × columns] at the middles of a rectangle's pixels → [to_rows × to_columns] evenly over the rectangle,
/// the outer ones on its edges. Each is the mean of what lies around it, weighted by nearness (a tent of the distance
/// between the new places, or between the old ones where those are farther apart), so that a narrow valley between two
/// of the new places is not missed.
std::vector<float> thinned_grid(std::span<const float> values, int columns, int rows, int to_columns, int to_rows);

}  // namespace ravine
