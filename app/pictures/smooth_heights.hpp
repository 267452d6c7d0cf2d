#pragma once
// A coarse grid of heights seen as a smooth field.

#include <vector>

namespace ravine {

/// Heights [rows × columns], row 0 at the bottom; may hold values that are not finite.
class SmoothHeights {
  public:
    SmoothHeights(int columns, int rows, std::vector<double> heights);

    /// Catmull–Rom interpolation at 0 ≤ u, v ≤ 1 (from the left and from the bottom); linear beside the edges.
    double at(double u, double v) const;
    double least() const { return least_; }
    double most() const { return most_; }

  private:
    double cell(int column, int row) const;

    int columns_, rows_;
    std::vector<double> heights_;
    double least_, most_;
};

}  // namespace ravine
