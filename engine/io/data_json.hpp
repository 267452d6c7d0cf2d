#pragma once
// The scenario's "data" as JSON, and lists of points, which saved models have too.

#include <optional>
#include <string>
#include <vector>

#include "engine/data/data_specification.hpp"
#include "engine/io/json_reader.hpp"

namespace ravine {

/// [x1, x2, target], for a curve [x, y]; then "train", "validation" or null (not decided) where `split` is given.
Json point_json(const Point& point, Task task);
Json point_json(const Point& point, Task task, std::optional<Split> split);

/// Reads such a list. `splits` stays empty where no point names a split, else it has one entry per point. Class
/// indices are whole numbers below most_classes.
void read_points(JsonObject& object, std::string_view key, Task task, std::vector<Point>& points,
                 std::vector<std::optional<Split>>& splits);

}  // namespace ravine
