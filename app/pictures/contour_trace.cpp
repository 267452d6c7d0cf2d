#include "app/pictures/contour_trace.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravine {

namespace {

double distance(Place a, Place b) { return std::hypot(a.x - b.x, a.y - b.y); }

double length_of(const std::vector<Place>& line) {
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += distance(line[i - 1], line[i]);
    return length;
}

}  // namespace

std::vector<double> all_heights(const HeightCells& cells) {
    std::vector<double> heights;
    const std::size_t count = static_cast<std::size_t>(cells.columns) * static_cast<std::size_t>(cells.rows);
    for (std::size_t i = 0; i < count; ++i) heights.push_back(cells.height(i));
    return heights;
}

ContourTrace::ContourTrace(const HeightCells& cells, const HeightScale& scale, const std::vector<ContourMark>& marks,
                           int most_cells)
    : window_(cells.window), cell_columns_(cells.columns), cell_rows_(cells.rows) {
    stride_ = std::max(1, std::max(cell_columns_, cell_rows_) / most_cells);
    columns_ = (cell_columns_ - 1) / stride_ + 1, rows_ = (cell_rows_ - 1) / stride_ + 1;
    shares_.reserve(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < columns_; ++column) {
            const double height =
                cells.height(static_cast<std::size_t>(row * stride_) * static_cast<std::size_t>(cell_columns_) +
                             static_cast<std::size_t>(column * stride_));
            shares_.push_back(std::isfinite(height) ? scale.share(height) : std::numeric_limits<double>::quiet_NaN());
        }
    std::vector<double> levels;
    for (const ContourMark& mark : marks) levels.push_back(mark.share);
    lines_ = contour_lines(shares_, columns_, rows_, levels);
}

std::vector<DrawnContour> ContourTrace::drawn(const PlaneMap& map) const {
    std::vector<DrawnContour> contours;
    const double unit_x = (window_.x_most - window_.x_least) / cell_columns_,
                 unit_y = (window_.y_most - window_.y_least) / cell_rows_;
    for (const ContourLine& line : lines_) {
        DrawnContour& contour = contours.emplace_back(DrawnContour{line.level, {}});
        for (const GridPlace& at : line.places)
            contour.places.push_back(map.place(window_.x_least + unit_x * (at.column * stride_ + 0.5),
                                               window_.y_least + unit_y * (at.row * stride_ + 0.5)));
        if (line.is_closed) contour.places.push_back(contour.places.front());
    }
    return contours;
}

std::vector<std::vector<Place>> ContourTrace::clear_parts(const DrawnContour& line, const ContourMark& mark,
                                                          const PlaneMap& map) const {
    constexpr double closest = 4, shortest = 12, finest = 0.5;  // pixels
    std::vector<std::vector<Place>> parts;
    if (length_of(line.places) <= shortest) return parts;
    std::vector<Place> part;
    const auto finish = [&] {
        if (part.size() > 1) parts.push_back(part);
        part.clear();
    };
    for (const Place& place : line.places) {
        if (slope(place, map) * closest > mark.gap)
            finish();
        else if (part.empty() || distance(place, part.back()) > finest)
            part.push_back(place);
    }
    if (part.size() > 1) part.push_back(line.places.back());
    finish();
    return parts;
}

double ContourTrace::share(int column, int row) const {
    return shares_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                   static_cast<std::size_t>(column)];
}

double ContourTrace::slope(Place place, const PlaneMap& map) const {
    if (columns_ < 3 || rows_ < 3) return 0;
    const double unit_x = stride_ * (window_.x_most - window_.x_least) / cell_columns_,
                 unit_y = stride_ * (window_.y_most - window_.y_least) / cell_rows_;
    const auto inner = [](double index, int count) {
        return static_cast<int>(std::lround(std::clamp(index, 1.0, static_cast<double>(count - 2))));
    };
    const int column = inner((map.x(place.x) - window_.x_least) / unit_x, columns_),
              row = inner((map.y(place.y) - window_.y_least) / unit_y, rows_);
    const double across = 2 * unit_x / (map.window.x_most - map.window.x_least) * map.box.width(),
                 up = 2 * unit_y / (map.window.y_most - map.window.y_least) * map.box.height();
    return std::hypot((share(column + 1, row) - share(column - 1, row)) / across,
                      (share(column, row + 1) - share(column, row - 1)) / up);
}

}  // namespace ravine
