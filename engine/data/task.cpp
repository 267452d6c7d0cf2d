#include "engine/data/task.hpp"

#include <algorithm>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

constexpr std::array task_rows{
    TaskRow{.id = "classify",
            .label = "Classify",
            .help = "Learn which class a point of the plane belongs to.",
            .task = Task::classify,
            .input_dimensions = 2,
            .has_classes = true,
            .columns = {"x1", "x2", "label"}},
    TaskRow{.id = "regress",
            .label = "Regress",
            .help = "Learn a number for each point of the plane.",
            .task = Task::regress,
            .input_dimensions = 2,
            .has_classes = false,
            .columns = {"x1", "x2", "y"}},
    TaskRow{.id = "curve",
            .label = "Curve",
            .help = "Learn a curve y = f(x).",
            .task = Task::curve,
            .input_dimensions = 1,
            .has_classes = false,
            .columns = {"x", "", "y"}},
};
static_assert(is_sound_table(std::span<const TaskRow>(task_rows)));

}  // namespace

std::span<const TaskRow> tasks() { return task_rows; }

const TaskRow& task_row(Task task) { return *std::ranges::find(task_rows, task, &TaskRow::task); }

}  // namespace ravine
