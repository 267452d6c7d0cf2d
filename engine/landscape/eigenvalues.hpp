#pragma once

#include <array>
#include <cmath>

namespace ravine {

struct Eigenvalues {
    double least, most;
};

/// Of the symmetric matrix {xx, xy, yy}: the curvatures of a surface along its own axes. The root of squares, not of a
/// difference of products, so that nothing is lost where both are nearly the same.
inline Eigenvalues eigenvalues(const std::array<double, 3>& matrix) {
    const double middle = 0.5 * (matrix[0] + matrix[2]);
    const double radius = std::hypot(0.5 * (matrix[0] - matrix[2]), matrix[1]);
    return {middle - radius, middle + radius};
}

}  // namespace ravine
