#pragma once
// The contours of heights over a window, as lines in a picture.

#include <functional>
#include <vector>

#include "app/pictures/contour_labels.hpp"
#include "app/pictures/plane_map.hpp"
#include "engine/landscape/contours.hpp"
#include "engine/landscape/window.hpp"

namespace ravine {

/// Heights [rows × columns], row 0 at the bottom, at the middles of as many cells as fill the window.
struct HeightCells {
    int columns = 0, rows = 0;
    Window window{-1, 1, -1, 1};
    std::function<double(std::size_t)> height;  ///< by row · columns + column
};

/// Of all cells, in their order.
std::vector<double> all_heights(const HeightCells& cells);

class ContourTrace {
  public:
    ContourTrace() = default;
    /// At the marks' shares, through a grid of at most `most_cells` columns and rows: some of the cells.
    ContourTrace(const HeightCells& cells, const HeightScale& scale, const std::vector<ContourMark>& marks,
                 int most_cells);

    std::vector<DrawnContour> drawn(const PlaneMap& map) const;
    /// How fast the height's share of the scale changes at a place of the picture, per pixel.
    double slope(Place place, const PlaneMap& map) const;
    /// The parts of a drawn line in which it is not too close to its neighbours; none of what is less a line than a
    /// speck of the grid.
    std::vector<std::vector<Place>> clear_parts(const DrawnContour& line, const ContourMark& mark,
                                                const PlaneMap& map) const;

  private:
    double share(int column, int row) const;

    Window window_{-1, 1, -1, 1};
    int stride_ = 1, cell_columns_ = 0, cell_rows_ = 0;
    int columns_ = 0, rows_ = 0;  // of the grid that lines are traced in
    std::vector<double> shares_;
    std::vector<ContourLine> lines_;
};

}  // namespace ravine
