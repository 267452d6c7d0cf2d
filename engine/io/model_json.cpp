#include "engine/io/model_json.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/read_file.hpp"
#include "engine/io/data_json.hpp"
#include "engine/io/finite.hpp"
#include "engine/io/model_parts.hpp"
#include "engine/io/scenario_parts.hpp"

namespace ravine {

namespace {

constexpr std::size_t most_path_points = 64;
constexpr std::size_t most_path_numbers = 1'000'000;

Json data_json(const Dataset& data) {
    Json points = Json::array();
    for (std::size_t i = 0; i < data.points.size(); ++i)
        points.push_back(point_json(data.points[i], data.task, data.splits[i]));
    Json object = {{"classes", data.classes}, {"points", std::move(points)}};
    if (!data.class_names.empty()) object["class_names"] = data.class_names;
    return object;
}

Json standardization_json(const InputPipeline& inputs) {
    const auto count = static_cast<std::size_t>(inputs.dimensions);
    return {{"mean", std::vector<double>(inputs.mean.begin(), inputs.mean.begin() + inputs.dimensions)},
            {"deviation", std::vector<double>(inputs.deviation.begin(), inputs.deviation.begin() + count)}};
}

/// Evenly chosen, the first and the last among them.
std::vector<PathPoint> thinned(const std::vector<PathPoint>& path, std::size_t most) {
    if (path.size() <= most) return path;
    std::vector<PathPoint> chosen;
    if (most < 2) return chosen;
    for (std::size_t i = 0; i < most; ++i) chosen.push_back(path[i * (path.size() - 1) / (most - 1)]);
    return chosen;
}

Json path_json(const Model& model) {
    const std::size_t fitting = most_path_numbers / std::max<std::size_t>(1, model.parameters->size());
    Json list = Json::array();
    for (const PathPoint& point : thinned(model.path, std::min(most_path_points, fitting))) {
        const bool finite = std::ranges::all_of(*point.parameters, [](float value) { return std::isfinite(value); });
        if (finite) list.push_back({{"step", point.step}, {"parameters", numbers_json(*point.parameters)}});
    }
    return list;
}

}  // namespace

Json numbers_json(std::span<const float> values) {
    Json list = Json::array();
    list.get_ref<Json::array_t&>().reserve(values.size());
    for (float value : values) list.push_back(shortest_double(value));
    return list;
}

Json model_parts_json(const Model& model) {
    Json root = {{"format", model_format}, {"version", model_version}};
    root["scenario"] = scenario_parts_json(*model.scenario);
    root["data"] = data_json(*model.data);
    root["input"] = standardization_json(model.inputs);
    root["epoch"] = model.epoch;
    root["step"] = model.step;
    root["seed"] = model.scenario->seed;
    root["parameters"] = numbers_json(*model.parameters);
    for (const auto& parameters : model.other_members) root["other_members"].push_back(numbers_json(*parameters));
    root["path"] = path_json(model);
    return root;
}

Result<std::string> model_to_json(const Model& model) {
    if (Status status = check_finite(model); !status) return status.error();
    return format_json(model_parts_json(model));
}

Result<Model> model_from_json(std::string_view text, std::string_view where) {
    const Result<JsonDocument> document = parse_json(text, where);
    if (!document) return document.error();
    JsonContext context{*document};
    Model model = read_model_parts(context, document->root);
    if (context.failed()) return *context.error;
    return model;
}

Result<Model> read_model(const std::string& path) {
    const Result<std::string> text = read_file(path);
    if (!text) return text.error();
    return model_from_json(*text, path);
}

}  // namespace ravine
