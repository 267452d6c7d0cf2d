#pragma once
// Points with their labels, and which of them validate.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/data/task.hpp"

namespace ravine {

/// One sample. `x2` is 0 for a curve; `target` is the class index (0, 1, …) or the number to be learned.
struct Point {
    double x1 = 0;
    double x2 = 0;
    double target = 0;

    bool operator==(const Point&) const = default;
};

/// Coordinates and targets lie within ± this, so that the network's single precision holds them.
inline constexpr double largest_coordinate = 1e30;

enum class Split : std::uint8_t { train, validation };

/// Immutable once built. splits.size() == points.size(). Every number is within ±largest_coordinate; class indices are
/// whole and < classes.
struct Dataset {
    Task task = Task::classify;
    int classes = 0;  ///< 0 unless the task has classes
    std::vector<Point> points = {};
    std::vector<Split> splits = {};
    std::vector<std::string> class_names = {};  ///< one per class where the labels were words, else empty

    std::size_t count(Split split) const;
    /// The points of one split, in their order.
    std::vector<Point> of(Split split) const;
};

}  // namespace ravine
