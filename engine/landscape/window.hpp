#pragma once

#include <array>
#include <cmath>
#include <string_view>

#include "engine/core/result.hpp"

namespace ravine {

/// A rectangle of the plane.
struct Window {
    double x_least, x_most, y_least, y_most;

    double diagonal() const { return std::hypot(x_most - x_least, y_most - y_least); }
    /// Halfway between the middle and the upper left corner: where a race may well start.
    std::array<double, 2> usual_start() const {
        return {0.75 * x_least + 0.25 * x_most, 0.25 * y_least + 0.75 * y_most};
    }
    bool operator==(const Window&) const = default;
};

/// Middle of pixel `index` of `count` between two edges.
constexpr double pixel_middle(double least, double most, int index, int count) {
    return least + (most - least) * (index + 0.5) / count;
}

/// Errors: a number that is not finite, least not below most.
Status check_window(const Window& window, std::string_view where);

}  // namespace ravine
