#include "engine/io/scenario_parts.hpp"

#include <fmt/format.h>

#include "engine/data/features.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/input_noises.hpp"
#include "engine/io/selection_json.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"

namespace ravine {

namespace {

LayerSpecification read_layer(JsonContext& context, const Json& value, const std::string& path, int depth = 0);

/// Deeper blocks than there may be are not looked into.
void read_layers(JsonObject& object, int depth, std::vector<LayerSpecification>& layers) {
    object.list("layers", [&](const Json& layer, const std::string& at) {
        if (depth <= most_nested_blocks + 1) layers.push_back(read_layer(object.context(), layer, at, depth));
    });
}

LayerSpecification read_layer(JsonContext& context, const Json& value, const std::string& path, int depth) {
    JsonObject object(context, value, path);
    const Json* type = object.require("type");
    const std::vector<RowChoice> rows = row_choices(layers());
    const RowChoice* choice = type ? read_row(context, *type, rows, "layer", object.path("type")) : nullptr;
    if (!choice) return {};
    const LayerRow& row = *find_row(layers(), choice->id);
    LayerSpecification layer = standard_layer(row);
    object.settings(row.settings, layer.layer.values);
    if (const Json* found = row.has_activation ? object.find("activation") : nullptr)
        layer.activation = read_selection(context, *found, activations(), "activation", object.path("activation"));
    if (const Json* found = row.has_initializer ? object.find("initializer") : nullptr)
        layer.initializer = read_selection(context, *found, initializers(), "initializer", object.path("initializer"));
    if (row.has_layers) {
        object.require("layers");
        read_layers(object, depth + 1, layer.layers);
    }
    object.finish();
    return layer;
}

Json layers_json(const std::vector<LayerSpecification>& layers);

Json layer_json(const LayerSpecification& layer) {
    Json object = selection_json(layer.layer, layers());
    const LayerRow* row = find_row(layers(), layer.layer.id);
    if (row && row->has_activation) object["activation"] = short_selection_json(layer.activation, activations());
    if (row && row->has_initializer) object["initializer"] = short_selection_json(layer.initializer, initializers());
    if (row && row->has_layers) object["layers"] = layers_json(layer.layers);
    return object;
}

Json layers_json(const std::vector<LayerSpecification>& layers) {
    Json list = Json::array();
    for (const LayerSpecification& layer : layers) list.push_back(layer_json(layer));
    return list;
}

void read_augmentation(JsonContext& context, const Json& value, const std::string& path, Augmentation& augmentation) {
    JsonObject object(context, value, path);
    for (const AugmentationRow& row : augmentations()) object.setting(row.setting(), augmentation.*row.amount);
    object.finish();
}

Json augmentation_json(const Augmentation& augmentation) {
    Json object = Json::object();
    for (const AugmentationRow& row : augmentations())
        object[std::string(row.id)] = setting_json(row.setting(), augmentation.*row.amount);
    return object;
}

void read_network(JsonContext& context, const Json& value, const std::string& path, NetworkSpecification& network) {
    JsonObject object(context, value, path);
    std::vector<LayerSpecification> read;
    read_layers(object, 0, read);
    if (object.find("layers")) network.layers = std::move(read);
    object.finish();
}

void read_features(JsonObject& object, std::vector<std::string>& ids) {
    if (!object.find("features")) return;
    const std::vector<RowChoice> rows = row_choices(features());
    ids.clear();
    object.list("features", [&](const Json& value, const std::string& path) {
        if (const RowChoice* row = read_row(object.context(), value, rows, "feature", path)) ids.emplace_back(row->id);
    });
}

void read_task(JsonObject& object, Task& task) {
    const std::vector<RowChoice> rows = row_choices(tasks());
    if (const Json* value = object.find("task"))
        if (const RowChoice* row = read_row(object.context(), *value, rows, "task", object.path("task")))
            task = find_row(tasks(), row->id)->task;
}

/// What a scenario of this task has where it says nothing.
Scenario scenario_before_reading(Task task) {
    Scenario scenario = standard_scenario();
    scenario.title.clear();  // the standard scenario's words describe that one only
    scenario.description.clear();
    scenario.features = standard_features(task);
    if (task == scenario.task) return scenario;
    scenario.task = task;
    for (const GeneratorRow& row : generators())
        if (row.task == task) {
            scenario.data.source = GeneratorSource{standard_selection(row)};
            break;
        }
    return scenario;
}

/// The task's usual loss; where the number of classes is not known before the data are, one that fits any number.
Selection usual_loss(const Scenario& scenario) {
    int classes = most_classes;
    if (const auto* source = std::get_if<GeneratorSource>(&scenario.data.source))
        if (const GeneratorRow* row = find_row(generators(), source->generator.id))
            classes = row->classes(source->generator.values);
    return standard_selection(*find_row(losses(), standard_loss(scenario.task, classes)));
}

template <class Row>
void read_choice(JsonObject& object, std::string_view key, std::span<const Row> rows, Selection& selection) {
    if (const Json* value = object.find(key))
        selection = read_selection(object.context(), *value, rows, key, object.path(key));
}

void read_numbers_object(JsonObject& parent, std::string_view key, Scenario& scenario) {
    const Json* value = parent.find(key);
    if (!value) return;
    JsonObject object(parent.context(), *value, parent.path(key));
    read_scenario_numbers(object, key, scenario);
    object.finish();
}

constexpr std::string_view every_point = "all";

/// A number, or "all".
void read_batch_size(JsonObject& object, int& size) {
    const Json* value = object.find("batch_size");
    if (!value) return;
    if (*value == every_point) {
        size = full_batch;
        return;
    }
    JsonContext& context = object.context();
    if (context.failed()) return;
    double number = size;
    read_setting(context, *value, batch_size_setting, object.path("batch_size"), number);
    if (context.failed())
        context.error->hint = fmt::format("give a whole number from {} to {}, or '{}'", batch_size_setting.least,
                                          batch_size_setting.most, every_point);
    size = static_cast<int>(number);
}

void read_training(JsonObject& object, Scenario& scenario) {
    scenario.loss = usual_loss(scenario);
    read_choice(object, "loss", losses(), scenario.loss);
    read_numbers_object(object, "regularization", scenario);
    read_choice(object, "optimizer", optimizers(), scenario.optimizer);
    read_choice(object, "schedule", schedules(), scenario.schedule);
    read_batch_size(object, scenario.batch_size);
    object.flag("shuffle", scenario.shuffle);
    object.whole("seed", scenario.seed);
    if (object.find("stop")) scenario.stop = {};  // a rule that is not named does not hold
    read_numbers_object(object, "stop", scenario);
    read_numbers_object(object, "ensemble", scenario);
}

Json numbers_object(std::string_view name, const Scenario& scenario) {
    Json object = Json::object();
    add_scenario_numbers(object, name, scenario);
    return object;
}

void add_training(Json& object, const Scenario& scenario) {
    object["loss"] = selection_json(scenario.loss, losses());
    object["regularization"] = numbers_object("regularization", scenario);
    object["optimizer"] = selection_json(scenario.optimizer, optimizers());
    object["schedule"] = selection_json(scenario.schedule, schedules());
    object["batch_size"] = scenario.batch_size == full_batch ? Json(every_point) : Json(scenario.batch_size);
    object["shuffle"] = scenario.shuffle;
    object["seed"] = scenario.seed;
    object["stop"] = numbers_object("stop", scenario);
    object["ensemble"] = numbers_object("ensemble", scenario);
}

}  // namespace

Scenario read_scenario_parts(JsonContext& context, const Json& value, const std::string& path) {
    JsonObject object(context, value, path);
    Task task = Task::classify;
    read_task(object, task);
    Scenario scenario = scenario_before_reading(task);
    object.text("title", scenario.title);
    object.text("description", scenario.description);
    if (const Json* data = object.find("data")) read_data_parts(context, *data, object.path("data"), scenario);
    object.flag("standardize", scenario.standardize);
    read_features(object, scenario.features);
    read_choice(object, "input_noise", input_noises(), scenario.input_noise);
    if (const Json* moves = object.find("augmentation"))
        read_augmentation(context, *moves, object.path("augmentation"), scenario.augmentation);
    if (const Json* network = object.find("network"))
        read_network(context, *network, object.path("network"), scenario.network);
    object.list("initial_parameters", [&](const Json& parameter, const std::string& at) {
        read_number(context, parameter, at, scenario.initial_parameters.emplace_back());
    });
    read_training(object, scenario);
    object.finish();
    return scenario;
}

Scenario read_checked_scenario(JsonContext& context, const Json& value, const std::string& path) {
    Scenario scenario = read_scenario_parts(context, value, path);
    if (context.failed()) return scenario;
    if (const Status status = check_scenario(scenario); !status)
        context.fail(status.error().where.empty() ? path : key_path(path, status.error().where), status.error().what,
                     status.error().hint);
    return scenario;
}

Json scenario_parts_json(const Scenario& scenario) {
    Json object = Json::object();
    if (!scenario.title.empty()) object["title"] = scenario.title;
    if (!scenario.description.empty()) object["description"] = scenario.description;
    object["task"] = task_row(scenario.task).id;
    object["data"] = data_parts_json(scenario);
    object["standardize"] = scenario.standardize;
    object["features"] = scenario.features;
    object["input_noise"] = selection_json(scenario.input_noise, input_noises());
    object["augmentation"] = augmentation_json(scenario.augmentation);
    object["network"]["layers"] = layers_json(scenario.network.layers);
    if (!scenario.initial_parameters.empty()) object["initial_parameters"] = scenario.initial_parameters;
    add_training(object, scenario);
    return object;
}

}  // namespace ravine
