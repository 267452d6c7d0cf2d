#pragma once
// Lines over an axis that end at its edge.

#include "app/pictures/axis.hpp"

namespace ravine {

/// The axis' share of a value that a line goes through: far below 0 for what has no logarithm, as that of a smaller and
/// smaller value is, so that the line leaves the plot at its lower edge.
inline double line_share(const Axis& axis, double value) {
    constexpr double far_below = -10;
    return axis.logarithmic && value <= 0 ? far_below : axis.share(value);
}

}  // namespace ravine
