#include "app/pictures/smooth_heights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ravine {

namespace {

/// Weights of the four neighbours of a place `t` between the middle two.
std::array<double, 4> spline_weights(double t) {
    const double t2 = t * t, t3 = t2 * t;
    return {(-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2};
}

}  // namespace

SmoothHeights::SmoothHeights(int columns, int rows, std::vector<double> heights)
    : columns_(columns), rows_(rows), heights_(std::move(heights)) {
    least_ = std::numeric_limits<double>::infinity();
    most_ = -least_;
    for (const double height : heights_)
        if (std::isfinite(height)) {
            least_ = std::min(least_, height);
            most_ = std::max(most_, height);
        }
    if (least_ > most_) least_ = most_ = 0;
    for (double& height : heights_)  // off the scale is the top of the scale
        if (!std::isfinite(height)) height = most_;
}

double SmoothHeights::cell(int column, int row) const {
    const int x = std::clamp(column, 0, columns_ - 1), y = std::clamp(row, 0, rows_ - 1);
    return heights_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x)];
}

double SmoothHeights::at(double u, double v) const {
    const double x = std::clamp(u, 0.0, 1.0) * (columns_ - 1), y = std::clamp(v, 0.0, 1.0) * (rows_ - 1);
    const int column = static_cast<int>(x), row = static_cast<int>(y);
    const auto along = spline_weights(x - column), up = spline_weights(y - row);
    double sum = 0;
    for (int j = 0; j < 4; ++j)
        for (int i = 0; i < 4; ++i)
            sum += up[static_cast<std::size_t>(j)] * along[static_cast<std::size_t>(i)] *
                   cell(column + i - 1, row + j - 1);
    return std::clamp(sum, least_, most_);
}

}  // namespace ravine
