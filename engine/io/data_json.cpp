#include "engine/io/data_json.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "engine/core/shown_text.hpp"

namespace ravine {

namespace {

constexpr std::array<std::string_view, 2> split_names = {"train", "validation"};  // by Split's value

void read_split(JsonContext& context, const Json& value, const std::string& path, std::optional<Split>& split) {
    if (value.is_null()) return;
    std::string name;
    read_text(context, value, path, name);
    for (std::size_t i = 0; i < split_names.size(); ++i)
        if (name == split_names[i]) split = static_cast<Split>(i);
    if (!split) context.fail(path, "unknown split " + in_quotes(name), "known: train, validation");
}

void check_class(JsonContext& context, double target, const std::string& path) {
    if (target < 0 || target >= most_classes || target != std::floor(target))
        context.fail(path, fmt::format("{} is no class", target),
                     fmt::format("give a whole number from 0 to {}", most_classes - 1));
}

struct PointReader {
    Task task;
    std::vector<Point>& points;
    std::vector<std::optional<Split>>& splits;

    void operator()(JsonContext& context, const Json& value, const std::string& path) {
        const std::size_t numbers = task == Task::curve ? 2 : 3;
        if (!value.is_array() || value.size() < numbers || value.size() > numbers + 1)
            return context.fail(path, "must be a point, is " + described(value),
                                task == Task::curve ? "give [x, y] or [x, y, \"validation\"]"
                                                    : "give [x1, x2, label] or [x1, x2, label, \"validation\"]");
        std::array<double, 3> read{};
        for (std::size_t i = 0; i < numbers; ++i) read_number(context, value[i], index_path(path, i), read[i]);
        if (task_row(task).has_classes) check_class(context, read[2], index_path(path, 2));
        points.push_back(task == Task::curve ? Point{read[0], 0, read[1]} : Point{read[0], read[1], read[2]});
        if (value.size() == numbers) return;
        splits.resize(points.size());
        read_split(context, value[numbers], index_path(path, numbers), splits.back());
    }
};

}  // namespace

Json point_json(const Point& point, Task task) {
    if (task == Task::curve) return Json::array({point.x1, point.target});
    return Json::array({point.x1, point.x2, point.target});
}

Json point_json(const Point& point, Task task, std::optional<Split> split) {
    Json json = point_json(point, task);
    json.push_back(split ? Json(split_names[static_cast<std::size_t>(*split)]) : Json());
    return json;
}

void read_points(JsonObject& object, std::string_view key, Task task, std::vector<Point>& points,
                 std::vector<std::optional<Split>>& splits) {
    PointReader read{task, points, splits};
    object.list(key, [&](const Json& value, const std::string& path) { read(object.context(), value, path); });
    if (!splits.empty()) splits.resize(points.size());
}

}  // namespace ravine
