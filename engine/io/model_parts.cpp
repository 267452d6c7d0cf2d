#include "engine/io/model_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "engine/io/data_json.hpp"
#include "engine/io/scenario_parts.hpp"

namespace ravine {

namespace {

/// The error of another part of the engine, with file, line and the path of the object that it was about.
void keep_at(JsonContext& context, std::string_view path, const Error& error) {
    context.fail(error.where.empty() ? std::string(path) : key_path(path, error.where), error.what, error.hint);
}

void check_format(JsonObject& object) {
    std::string format;
    std::uint64_t version = 0;
    object.text("format", format);
    object.whole("version", version);
    if (format != model_format)
        object.context().fail("", "is no saved model", fmt::format("its \"format\" would be \"{}\"", model_format));
    if (version != model_version)
        object.context().fail("version", fmt::format("is {}", version),
                              fmt::format("this program reads version {}", model_version));
}

void check_labels(JsonContext& context, const Dataset& data) {
    for (std::size_t i = 0; i < data.points.size(); ++i)
        if (data.classes > 0 && data.points[i].target >= data.classes)
            return context.fail(index_path("data.points", i),
                                fmt::format("class {} does not fit {} classes", data.points[i].target, data.classes));
}

/// One per class, or none.
void read_class_names(JsonObject& object, Dataset& data) {
    object.list("class_names", [&](const Json& value, const std::string& path) {
        read_text(object.context(), value, path, data.class_names.emplace_back());
    });
    const std::size_t names = data.class_names.size();
    if (names != 0 && names != static_cast<std::size_t>(data.classes))
        object.context().fail(object.path("class_names"), fmt::format("are {} names", names),
                              fmt::format("give {}, one for each class", data.classes));
}

void read_dataset(JsonContext& context, const Json& value, Dataset& data) {
    JsonObject object(context, value, "data");
    std::uint64_t classes = 0;
    object.whole("classes", classes);
    const std::uint64_t most = task_row(data.task).has_classes ? most_classes : 0;
    if (classes > most) context.fail("data.classes", fmt::format("is {}", classes), fmt::format("at most {}", most));
    data.classes = static_cast<int>(std::min(classes, most));
    std::vector<std::optional<Split>> splits;
    read_points(object, "points", data.task, data.points, splits);
    splits.resize(data.points.size());
    for (const std::optional<Split>& split : splits) data.splits.push_back(split.value_or(Split::train));
    read_class_names(object, data);
    object.finish();
    check_labels(context, data);
}

/// One number for each of the points' coordinates.
void read_by_coordinate(JsonObject& object, std::string_view key, int dimensions, std::array<double, 2>& numbers) {
    const auto count = static_cast<std::size_t>(dimensions);
    if (object.require(key)) object.numbers(key, std::span(numbers).first(count), fmt::format("{}", count));
}

void read_inputs(JsonContext& context, const Json& value, const Model& model, InputPipeline& inputs) {
    Result<InputPipeline> built = build_input_pipeline(*model.data, model.scenario->features, false);
    if (!built) return keep_at(context, "scenario", built.error());
    inputs = std::move(*built);
    JsonObject object(context, value, "input");
    read_by_coordinate(object, "mean", inputs.dimensions, inputs.mean);
    read_by_coordinate(object, "deviation", inputs.dimensions, inputs.deviation);
    object.finish();
    for (double deviation : inputs.deviation)
        if (!(deviation > 0)) context.fail("input.deviation", fmt::format("{} is not above 0", deviation));
}

/// The object's "parameters".
std::shared_ptr<const std::vector<float>> read_parameters(JsonObject& object, std::size_t count) {
    const Json* list = object.require("parameters");
    if (!list) return std::make_shared<const std::vector<float>>();
    return read_parameters(object.context(), *list, object.path("parameters"), count);
}

void read_other_members(JsonObject& object, Model& model) {
    object.list("other_members", [&](const Json& value, const std::string& path) {
        model.other_members.push_back(read_parameters(object.context(), value, path, model.network->vector_size()));
    });
}

/// A variance that a layer remembers is not below 0.
void check_variances(JsonContext& context, const Model& model) {
    for (const ParameterBlock& block : model.network->blocks()) {
        if (!block.name.ends_with("running_var")) continue;
        for (std::size_t i = block.offset; i < block.offset + block.size(); ++i)
            if ((*model.parameters)[i] < 0)
                return context.fail(index_path("parameters", i), fmt::format("is {}", (*model.parameters)[i]),
                                    fmt::format("{} of layer {} is 0 or more", block.name, block.layer + 1));
    }
}

void read_network(JsonContext& context, Model& model) {
    const Scenario& scenario = *model.scenario;
    auto network = Network<float>::build(scenario.network, model.inputs.inputs(), scenario.task, model.data->classes,
                                         scenario.loss);
    if (!network) return keep_at(context, "scenario", network.error());
    model.network = std::move(*network);
}

void read_path(JsonObject& object, Model& model) {
    object.list("path", [&](const Json& value, const std::string& path) {
        JsonObject entry(object.context(), value, path);
        PathPoint point;
        entry.whole("step", point.step);
        point.parameters = read_parameters(entry, model.network->vector_size());
        entry.finish();
        model.path.push_back(std::move(point));
    });
}

}  // namespace

std::shared_ptr<const std::vector<float>> read_parameters(JsonContext& context, const Json& list,
                                                          const std::string& path, std::size_t count) {
    auto parameters = std::make_shared<std::vector<float>>();
    if (!list.is_array() || list.size() != count) {
        const std::string is = list.is_array() ? fmt::format("has {} numbers", list.size()) : "is no list";
        context.fail(path, is, fmt::format("the network of this scenario has {} parameters", count));
        return parameters;
    }
    parameters->reserve(count);
    for (const Json& value : list) {
        const float number = value.is_number() ? static_cast<float>(value.get<double>()) : NAN;
        if (!std::isfinite(number)) {
            context.fail_type(index_path(path, parameters->size()), "a number that a float can hold", value);
            return parameters;
        }
        parameters->push_back(number);
    }
    return parameters;
}

Model read_model_parts(JsonContext& context, const Json& root) {
    Model model;
    JsonObject object(context, root, "");
    check_format(object);
    if (const Json* value = object.require("scenario")) {
        Scenario scenario = read_checked_scenario(context, *value, "scenario");
        object.whole("seed", scenario.seed);
        model.scenario = std::make_shared<const Scenario>(std::move(scenario));
    }
    if (const Json* value = object.require("data")) {
        Dataset data;
        data.task = model.scenario->task;
        read_dataset(context, *value, data);
        model.data = std::make_shared<const Dataset>(std::move(data));
    }
    if (const Json* value = object.require("input")) read_inputs(context, *value, model, model.inputs);
    if (!context.failed()) read_network(context, model);
    if (context.failed()) return model;
    model.parameters = read_parameters(object, model.network->vector_size());
    if (!context.failed()) check_variances(context, model);
    read_other_members(object, model);
    read_path(object, model);
    object.whole("epoch", model.epoch);
    object.whole("step", model.step);
    object.finish();
    return model;
}

}  // namespace ravine
