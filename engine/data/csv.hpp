#pragma once
// Points in and out of CSV files.

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/data/data_specification.hpp"

namespace ravine {

/// Reads x1,x2,label[,split] (classify), x1,x2,y[,split] (regress) or x,y[,split] (curve). A header line is required
/// and gives the columns' order; `columns` gives the file's own names of them, and without it an unknown column is an
/// error. Labels are 0, 1, … or words, which are numbered in order of first appearance; a split is train, validation or
/// empty. Errors name file and line.
Result<PointsSource> read_points_csv(const std::string& path, Task task, const ColumnNames& columns = {});
/// The same from the file's text; `file` names it in errors.
Result<PointsSource> points_from_csv(std::string_view text, const std::string& file, Task task,
                                     const ColumnNames& columns = {});

/// Only the coordinates, for prediction (target 0); other columns are ignored. `columns` as above, where the file has
/// such columns.
Result<std::vector<Point>> read_coordinates_csv(const std::string& path, Task task, const ColumnNames& columns = {});
Result<std::vector<Point>> coordinates_from_csv(std::string_view text, const std::string& file, Task task,
                                                const ColumnNames& columns = {});

/// The file's text for these points, their split included; what points_from_csv reads back to the same bits. Classes
/// are written by name where the names read back, too; else by number.
std::string points_csv(const Dataset& data);

}  // namespace ravine
