#pragma once
// Lines of equal height through a grid of heights.

#include <cstddef>
#include <span>
#include <vector>

namespace ravine {

/// A place in a grid: columns and rows, whole numbers at the grid's points.
struct GridPlace {
    double column = 0, row = 0;
};

/// An unbroken line at the height of one level. Seen along it, what is higher lies to the left (rows go up).
struct ContourLine {
    std::size_t level;              ///< index of the level
    bool is_closed = false;         ///< the last place joins the first, which is not repeated
    std::vector<GridPlace> places;  ///< one for each edge between neighbouring points that it crosses; two at least
};

/// Marching squares over heights [rows × columns], linear between neighbouring points; where two lines could run
/// through a cell in either of two ways, the mean of its corners decides. `levels` rise. A cell with a corner that is
/// not finite has no line. Lines come in the order of their levels.
std::vector<ContourLine> contour_lines(std::span<const double> heights, int columns, int rows,
                                       std::span<const double> levels);

}  // namespace ravine
