#include "engine/data/data_specification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <utility>

#include "engine/core/resource.hpp"
#include "engine/core/table.hpp"
#include "engine/data/csv.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/split.hpp"

namespace ravine {

namespace {

/// Points as they come from any source, and what the rest of the work needs to know of it.
struct Loaded {
    PointsSource source;
    std::string where;  ///< for errors: a file or a key path
    SplitKey key;
};

std::string ids_for(Task task) {
    std::string ids;
    for (const GeneratorRow& row : generators())
        if (row.task == task) ids += (ids.empty() ? "" : ", ") + std::string(row.id);
    return ids;
}

Result<const GeneratorRow*> check_generator(Task task, const GeneratorSource& source) {
    Result<const GeneratorRow*> row = require_row(generators(), source.generator.id, "generator", "data.generator");
    if (row) row = check_selection(generators(), source.generator, "generator", "data");
    if (!row) return row;
    if ((*row)->task != task)
        return input_error(fmt::format("generator '{}' is not for task '{}'", source.generator.id, task_row(task).id),
                           "data.generator", "known: " + ids_for(task));
    if (source.points < 1) return input_error(fmt::format("{} points", source.points), "data.points", "give 1 or more");
    if (!std::isfinite(source.noise) || source.noise < 0)
        return input_error(fmt::format("{} is out of range", source.noise), "data.noise", "give 0 or more");
    return row;
}

Result<Loaded> load(Task task, const GeneratorSource& source, const std::string&) {
    Result<const GeneratorRow*> row = check_generator(task, source);
    if (!row) return row.error();
    const std::vector<double>& settings = source.generator.values;
    Loaded loaded{.source = {}, .where = "data", .key = SplitKey::index};
    loaded.source.points = (*row)->generate({source.points, source.noise, source.seed, settings});
    loaded.source.classes = (*row)->classes(settings);
    return loaded;
}

/// The path as seen from here: relative paths start at `folder`.
std::string path_from(const std::string& folder, const std::string& path) {
    if (folder.empty() || folder == "." || std::filesystem::path(path).is_absolute()) return path;
    return (std::filesystem::path(folder) / path).string();
}

Result<Loaded> load(Task task, const CsvSource& source, const std::string& folder) {
    const std::string path = path_from(folder, source.path);
    std::error_code ignored;
    const std::string_view shipped = resource_text(source.path);
    const bool is_there = std::filesystem::exists(path, ignored);
    Result<PointsSource> points = is_there || shipped.empty()
                                      ? read_points_csv(path, task, source.columns)
                                      : points_from_csv(shipped, source.path, task, source.columns);
    if (!points) return points.error();
    return Loaded{.source = std::move(*points), .where = is_there ? path : source.path, .key = SplitKey::place};
}

Result<Loaded> load(Task, const PointsSource& source, const std::string&) {
    if (!source.splits.empty() && source.splits.size() != source.points.size())
        return input_error(fmt::format("{} points and {} splits", source.points.size(), source.splits.size()),
                           "data.points", "give a split for each point, or for none");
    return Loaded{.source = source, .where = "data.points", .key = SplitKey::place};
}

/// What is wrong with one point; `where` of the error is left empty.
Status check_point(const Point& point, bool has_classes) {
    for (double number : {point.x1, point.x2, point.target})
        if (!(std::abs(number) <= largest_coordinate))
            return input_error(fmt::format("{} is not usable", number), "",
                               fmt::format("give a finite number, at most {:g} in size", largest_coordinate));
    const double label = point.target;
    if (has_classes && !(label == std::floor(label) && label >= 0 && label < most_classes))
        return input_error(fmt::format("label {} is not a class", label), "",
                           fmt::format("give a whole number from 0 to {}", most_classes - 1));
    return {};
}

Status check_points(const Loaded& loaded, Task task) {
    const std::vector<Point>& points = loaded.source.points;
    if (points.empty()) return input_error("there are no points", loaded.where, "draw some, or pick a generator");
    for (std::size_t i = 0; i < points.size(); ++i) {
        Status status = check_point(points[i], task_row(task).has_classes);
        if (status) continue;
        Error error = status.error();
        error.where = fmt::format("{}[{}]", loaded.where, i);
        return error;
    }
    return {};
}

/// How many classes there are; at least 2. Errors: too many, or points of one class alone with none announced.
Result<int> count_classes(const Loaded& loaded) {
    const PointsSource& source = loaded.source;
    std::set<double> labels;
    for (const Point& point : source.points) labels.insert(point.target);
    const int announced = std::max(source.classes, static_cast<int>(source.class_names.size()));
    const int classes = std::max(announced, static_cast<int>(*labels.rbegin()) + 1);
    if (classes > most_classes)
        return input_error(fmt::format("{} classes", classes), loaded.where, fmt::format("at most {}", most_classes));
    if (labels.size() < 2 && source.classes < 2)
        return input_error(fmt::format("only one class: every label is {}",
                                       source.class_names.empty() ? fmt::format("{}", *labels.begin())
                                                                  : "'" + source.class_names.front() + "'"),
                           loaded.where, "add points of another class");
    return std::max(classes, 2);
}

/// One name per class; empty where there are none.
std::vector<std::string> names_for(std::vector<std::string> names, int classes) {
    if (names.empty()) return names;
    for (int i = static_cast<int>(names.size()); i < classes; ++i) names.push_back(fmt::format("{}", i));
    return names;
}

Dataset assemble(Task task, Loaded&& loaded, int classes, std::vector<Split>&& splits) {
    Dataset data{
        .task = task, .classes = classes, .points = std::move(loaded.source.points), .splits = std::move(splits)};
    if (classes > 0) data.class_names = names_for(std::move(loaded.source.class_names), classes);
    if (task_row(task).input_dimensions < 2)
        for (Point& point : data.points) point.x2 = 0;
    return data;
}

}  // namespace

Result<Dataset> load_dataset(Task task, const DataSpecification& specification, const std::string& folder) {
    Result<Loaded> loaded =
        std::visit([&](const auto& source) { return load(task, source, folder); }, specification.source);
    if (!loaded) return loaded.error();
    if (Status status = check_points(*loaded, task); !status) return status.error();
    int classes = 0;
    if (task_row(task).has_classes) {
        Result<int> counted = count_classes(*loaded);
        if (!counted) return counted.error();
        classes = *counted;
    }
    Result<std::vector<Split>> splits =
        split_points(loaded->source, specification.validation, specification.split_seed, loaded->key);
    if (!splits) return splits.error();
    return assemble(task, std::move(*loaded), classes, std::move(*splits));
}

}  // namespace ravine
