#include "engine/data/features.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

constexpr std::array feature_rows{
    FeatureRow{.id = "x1",
               .label = "x₁",
               .formula = "x₁",
               .needs_x2 = false,
               .value = [](double x1, double) { return x1; },
               .onnx_operator = "",
               .operands = {0, -1}},
    FeatureRow{.id = "x2",
               .label = "x₂",
               .formula = "x₂",
               .needs_x2 = true,
               .value = [](double, double x2) { return x2; },
               .onnx_operator = "",
               .operands = {1, -1}},
    FeatureRow{.id = "x1_squared",
               .label = "x₁²",
               .formula = "x₁²",
               .needs_x2 = false,
               .value = [](double x1, double) { return x1 * x1; },
               .onnx_operator = "Mul",
               .operands = {0, 0}},
    FeatureRow{.id = "x2_squared",
               .label = "x₂²",
               .formula = "x₂²",
               .needs_x2 = true,
               .value = [](double, double x2) { return x2 * x2; },
               .onnx_operator = "Mul",
               .operands = {1, 1}},
    FeatureRow{.id = "x1_times_x2",
               .label = "x₁·x₂",
               .formula = "x₁·x₂",
               .needs_x2 = true,
               .value = [](double x1, double x2) { return x1 * x2; },
               .onnx_operator = "Mul",
               .operands = {0, 1}},
    FeatureRow{.id = "sin_x1",
               .label = "sin x₁",
               .formula = "sin x₁",
               .needs_x2 = false,
               .value = [](double x1, double) { return std::sin(x1); },
               .onnx_operator = "Sin",
               .operands = {0, -1}},
    FeatureRow{.id = "sin_x2",
               .label = "sin x₂",
               .formula = "sin x₂",
               .needs_x2 = true,
               .value = [](double, double x2) { return std::sin(x2); },
               .onnx_operator = "Sin",
               .operands = {1, -1}},
};
static_assert(is_sound_table(std::span<const FeatureRow>(feature_rows)));

struct Spread {
    double mean = 0;
    double deviation = 1;
};

/// Mean and deviation (over n) of one coordinate; the deviation of a coordinate that never changes counts as 1.
Spread spread_of(const std::vector<Point>& points, double Point::*coordinate) {
    if (points.empty()) return {};
    const double count = static_cast<double>(points.size());
    double sum = 0, squares = 0;
    for (const Point& point : points) sum += point.*coordinate;
    const double mean = sum / count;
    for (const Point& point : points) squares += (point.*coordinate - mean) * (point.*coordinate - mean);
    const double deviation = std::sqrt(squares / count);
    return {mean, deviation > 0 ? deviation : 1};
}

Result<const FeatureRow*> pick_feature(const std::string& id, const std::string& where, const InputPipeline& so_far) {
    Result<const FeatureRow*> row = require_row(features(), id, "feature", where);
    if (!row) return row;
    if ((*row)->needs_x2 && so_far.dimensions < 2)
        return input_error("feature '" + id + "' needs x2, and a curve has x1 alone", where, "take it out");
    if (std::ranges::count(so_far.rows, *row) > 0)
        return input_error("feature '" + id + "' is there twice", where, "name each feature once");
    return row;
}

}  // namespace

std::span<const FeatureRow> features() { return feature_rows; }

std::vector<std::string> standard_features(Task task) {
    return task_row(task).input_dimensions == 2 ? std::vector<std::string>{"x1", "x2"} : std::vector<std::string>{"x1"};
}

Result<InputPipeline> build_input_pipeline(const Dataset& data, std::span<const std::string> feature_ids,
                                           bool standardize) {
    if (feature_ids.empty())
        return input_error("there is no input feature", "features", "known: " + known_ids(features()));
    InputPipeline pipeline;
    pipeline.dimensions = task_row(data.task).input_dimensions;
    for (std::size_t i = 0; i < feature_ids.size(); ++i) {
        Result<const FeatureRow*> row = pick_feature(feature_ids[i], "features[" + std::to_string(i) + "]", pipeline);
        if (!row) return row.error();
        pipeline.rows.push_back(*row);
    }
    if (!standardize) return pipeline;
    const std::vector<Point> points = data.of(Split::train);
    const std::array spreads{spread_of(points, &Point::x1), spread_of(points, &Point::x2)};
    pipeline.mean = {spreads[0].mean, spreads[1].mean};
    pipeline.deviation = {spreads[0].deviation, spreads[1].deviation};
    return pipeline;
}

}  // namespace ravine
