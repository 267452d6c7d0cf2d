#pragma once
// Symmetric matrices {xx, xy, yy}: Hessians of surfaces.

#include <array>
#include <cmath>

namespace ravine {

struct Eigenvalues {
    double least, most;
};

/// Of the matrix: the curvatures of a surface along its own axes. The root of squares, not of a
/// difference of products, so that nothing is lost where both are nearly the same.
inline Eigenvalues eigenvalues(const std::array<double, 3>& matrix) {
    const double middle = 0.5 * (matrix[0] + matrix[2]);
    const double radius = std::hypot(0.5 * (matrix[0] - matrix[2]), matrix[1]);
    return {middle - radius, middle + radius};
}

/// The vector d with matrix·d = right. Not finite where the matrix has no inverse.
inline std::array<double, 2> solved(const std::array<double, 3>& matrix, const std::array<double, 2>& right) {
    const auto [xx, xy, yy] = matrix;
    const double determinant = xx * yy - xy * xy;
    return {(yy * right[0] - xy * right[1]) / determinant, (xx * right[1] - xy * right[0]) / determinant};
}

}  // namespace ravine
