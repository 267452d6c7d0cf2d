#pragma once
// Where the points come from, as written in a scenario.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/setting.hpp"
#include "engine/data/dataset.hpp"

namespace ravine {

/// A row of the generator table. The generator's own settings (number of classes, …) are in the selection.
struct GeneratorSource {
    Selection generator;
    int points = 500;
    double noise = 0.1;  ///< relative to the picture's size; what it does is the generator's business
    std::uint64_t seed = 1;

    bool operator==(const GeneratorSource&) const = default;
};

/// What a file calls our columns: {"x1", "petal_length"}. Our names are those of TaskRow::columns, and "split".
using ColumnNames = std::map<std::string, std::string>;

/// A CSV file with columns x1,x2,label[,split] or x1,x2,y[,split] or x,y[,split]; with other names where `columns` says
/// so, and then further columns are ignored.
struct CsvSource {
    std::string path;          ///< relative to the scenario's folder; or a shipped file: "assets/data/iris.csv"
    ColumnNames columns = {};  ///< JSON key "columns"

    bool operator==(const CsvSource&) const = default;
};

/// Points given one by one (drawn, or written in the scenario), kept in this order.
struct PointsSource {
    std::vector<Point> points;
    std::vector<std::optional<Split>> splits = {};  ///< empty, or one per point: a split that was given explicitly
    int classes = 0;  ///< at least this many, so that a class may still be empty; 0: as many as the labels need
    std::vector<std::string> class_names = {};  ///< from a CSV whose labels are words; may be empty

    bool operator==(const PointsSource&) const = default;
};

using DataSource = std::variant<GeneratorSource, CsvSource, PointsSource>;

struct DataSpecification {
    DataSource source;
    double validation = 0.3;  ///< share of the points that validate, 0 ≤ share < 1
    std::uint64_t split_seed = 1;

    bool operator==(const DataSpecification&) const = default;
};

/// The points themselves: generates, reads or copies, then splits. `folder` is where relative CSV paths start; a file
/// that is not there is looked for among the files that ship with the program.
///
/// Points with an explicit split keep it; of the other n, round(validation · n) validate: those with the smallest
/// random key, so that adding or removing one point moves at most one other. The key follows from split_seed and the
/// point's index (generated points, so that the noise moves nothing) or its place in the plane (other points, which may
/// be erased one by one). At least one point trains.
///
/// Errors: unreadable or malformed CSV (file and line named), numbers not finite, class labels not whole or too many,
/// no points, none that trains, points of one class alone (unless PointsSource::classes says that more are to come).
Result<Dataset> load_dataset(Task task, const DataSpecification& specification, const std::string& folder = ".");

}  // namespace ravine
