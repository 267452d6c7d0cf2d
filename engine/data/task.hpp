#pragma once
// What is learned: a class over the plane, a number over the plane, or a curve y = f(x).

#include <array>
#include <span>
#include <string_view>

#include "engine/core/setting.hpp"

namespace ravine {

enum class Task { classify, regress, curve };

struct TaskRow {
    std::string_view id;
    std::string_view label;
    std::string_view help;
    Task task;
    int input_dimensions;  ///< 2 for the plane, 1 for a curve
    bool has_classes;
    std::array<std::string_view, 3> columns;  ///< of a CSV file, for Point's x1, x2 (empty in a curve) and target
    std::span<const Setting> settings = {};
};

std::span<const TaskRow> tasks();
const TaskRow& task_row(Task task);

/// Most classes a classification may have: one colour each.
inline constexpr int most_classes = 10;

}  // namespace ravine
