#pragma once
// Points in and out of CSV files.

#include <string>

#include "engine/core/result.hpp"
#include "engine/data/data_specification.hpp"

namespace ravine {

/// Reads x1,x2,label[,split] (classify), x1,x2,y[,split] (regress) or x,y[,split] (curve); a header line is required
/// and gives the columns' order. Labels are 0, 1, … or words (then numbered in order of first appearance). Errors name
/// file and line.
Result<PointsSource> read_points_csv(const std::string& path, Task task);

/// Only the coordinates, for prediction; a label column may be there and is ignored.
Result<std::vector<Point>> read_coordinates_csv(const std::string& path, Task task);

/// The file's text for these points; what read_points_csv reads back to the same bits.
std::string points_csv(const Dataset& data);

}  // namespace ravine
