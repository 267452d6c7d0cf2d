#include "app/command_line/scenario_schema.hpp"

#include "app/command_line/schema_parts.hpp"
#include "app/command_line/training_run.hpp"
#include "engine/core/table.hpp"
#include "engine/data/features.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/input_noises.hpp"
#include "engine/data/task.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/scenario.hpp"
#include "engine/train/scenario_numbers.hpp"

namespace ravine {

namespace {

using namespace schema;

Json of_layer(const LayerRow& row) {
    Json json = of_row(row);
    if (row.has_activation)
        json["properties"]["activation"] =
            selection_of(activations(), "What its units do to their sums.", row.standard_activation);
    if (row.has_initializer)
        json["properties"]["initializer"] =
            selection_of(initializers(), "How its weights start.", standard_layer(row).initializer.id);
    if (row.has_layers) {
        Json inside = typed("array", "The layers inside, from input to output.");
        inside["items"] = {{"$ref", "#/properties/network/properties/layers/items"}};
        inside["minItems"] = 1;
        json["properties"]["layers"] = std::move(inside);
        json["required"].push_back("layers");
    }
    return json;
}

Json of_layers() {
    Json ways = Json::array();
    for (const LayerRow& row : layers()) ways.push_back(of_layer(row));
    Json json = typed("array", "Hidden layers from input to output; the output layer follows from task and loss.");
    json["items"] = {{"oneOf", std::move(ways)}};
    return json;
}

/// The keys that every source of points has.
Json with_split(Json properties) {
    properties["validation"] = of_setting(validation_setting);
    properties["seed"] = typed("integer", "Of the points, their noise and the choice of those that validate.");
    properties["seed"]["minimum"] = 0;
    return properties;
}

Json of_generator(const GeneratorRow& row) {
    Json properties{{"generator", {{"const", row.id}, {"description", row.formula}}},
                    {"points", of_setting(points_setting)},
                    {"noise", of_setting(noise_setting)}};
    for (const Setting& setting : row.settings) properties[std::string(setting.key)] = of_setting(setting);
    properties = with_split(std::move(properties));
    properties["split_seed"] = typed("integer", "Of the choice of points that validate, where it is not the seed.");
    Json json = object_of(std::move(properties));
    json["title"] = row.label;
    return json;
}

Json of_csv() {
    Json columns =
        object_of({{"x1", typed("string", "")}, {"x2", typed("string", "")}, {"label", typed("string", "")}});
    columns["description"] = "Names of the columns to read, where they are called something else.";
    for (auto& column : columns["properties"]) column.erase("description");
    Json json = object_of(with_split(
        {{"csv",
          typed("string",
                "File with the columns x1,x2,label[,split] (x,y[,split] for a curve), relative to the scenario's.")},
         {"columns", std::move(columns)}}));
    json["required"] = {"csv"};
    json["title"] = "Points of a CSV file";
    return json;
}

Json of_points() {
    Json points =
        typed("array", "[x1, x2, label] each, or [x, y] for a curve; \"train\" or \"validation\" may follow.");
    points["items"] = {{"type", "array"}, {"minItems", 2}, {"maxItems", 4}};
    Json names = typed("array", "Names of the classes.");
    names["items"] = {{"type", "string"}};
    Json classes = typed("integer", "Number of classes, where some may have no point.");
    classes["minimum"] = 0;
    classes["maximum"] = most_classes;
    Json json = object_of(with_split(
        {{"points", std::move(points)}, {"classes", std::move(classes)}, {"class_names", std::move(names)}}));
    json["required"] = {"points"};
    json["title"] = "Points one by one, in this order";
    return json;
}

Json of_data() {
    Json ways = Json::array();
    for (const GeneratorRow& row : generators()) {
        ways.push_back(of_generator(row));
        // Without the key it is the first generator of the scenario's task; only that of the default may be left out
        // here.
        if (row.id != "spiral") ways.back()["required"] = {"generator"};
    }
    ways.push_back(of_csv());
    ways.push_back(of_points());
    return {{"description", "Where the points come from."}, {"oneOf", std::move(ways)}};
}

Json of_features() {
    Json json = typed("array", "What the network gets to see of a point. A curve has no x2.");
    json["items"] = {{"enum", ids_of(features())}};
    json["default"] = standard_features(Task::classify);
    return json;
}

/// The plain numbers of one object.
Json of_numbers(std::string_view object, std::string_view description) {
    Json properties = Json::object();
    for (const ScenarioNumberRow& row : scenario_numbers())
        if (row.object == object) properties[std::string(row.setting->key)] = of_setting(*row.setting, row.optional);
    Json json = object_of(std::move(properties));
    json["description"] = description;
    return json;
}

Json of_stop() {
    return of_numbers("stop",
                      "Training ends at the first of these that holds. Without epochs, `ravine train` ends after " +
                          std::to_string(standard_epochs) + ".");
}

Json of_augmentation() {
    Json properties = Json::object();
    for (const AugmentationRow& row : augmentations()) properties[std::string(row.id)] = of_setting(row.setting());
    Json json = object_of(std::move(properties));
    json["description"] =
        "Random moves of the training points, before features and standardisation, anew in every step. Labels stay. "
        "0 and none are off. A curve takes jitter alone.";
    return json;
}

Json of_initial_parameters() {
    Json json = typed("array",
                      "The network's parameters at epoch 0 instead of its initialisers': for each layer its "
                      "weights, row by row (a row per unit), then its biases; the output layer last.");
    json["items"] = {{"type", "number"}};
    return json;
}

Json of_batch_size() {
    Json number = of_setting(batch_size_setting);
    number.erase("description");
    number.erase("default");
    return {{"description", "Samples of each step; 1 is stochastic gradient descent, \"all\" batch gradient descent."},
            {"default", static_cast<long long>(batch_size_setting.standard)},
            {"oneOf", {std::move(number), {{"const", "all"}}}}};
}

Json flag(std::string_view description, bool standard) {
    Json json = typed("boolean", description);
    json["default"] = standard;
    return json;
}

Json seed(std::uint64_t standard) {
    Json json = typed("integer", "Of initial weights and shuffling.");
    json["minimum"] = 0;
    json["default"] = standard;
    return json;
}

Json of_task(const Scenario& standard) {
    return {{"enum", ids_of(tasks())},
            {"description", "What is learned: a class over the plane, a number over it, or y = f(x)."},
            {"default", task_row(standard.task).id}};
}

}  // namespace

nlohmann::ordered_json scenario_schema() {
    const Scenario standard = standard_scenario();
    Json json = object_of(
        {{"title", typed("string", "For menus.")},
         {"description", typed("string", "A sentence or two.")},
         {"task", of_task(standard)},
         {"data", of_data()},
         {"standardize", flag("Inputs get mean 0 and deviation 1 over the training points.", standard.standardize)},
         {"features", of_features()},
         {"input_noise", selection_of(input_noises(),
                                      "Noise on the network's inputs, after features and "
                                      "standardisation, drawn anew in every step of training.",
                                      "none")},
         {"augmentation", of_augmentation()},
         {"network", described(object_of({{"layers", of_layers()}}), "The network between inputs and output layer.")},
         {"initial_parameters", of_initial_parameters()},
         {"loss", selection_of(losses(), "What training makes small; without it, the task's usual one.",
                               standard_loss(Task::classify, 2))},
         {"regularization", of_numbers("regularization", "What keeps weights small, not biases. 0 is off.")},
         {"optimizer", selection_of(optimizers(), "How the gradient moves the parameters.", standard.optimizer.id)},
         {"schedule",
          selection_of(schedules(), "How the learning rate changes from epoch to epoch.", standard.schedule.id)},
         {"batch_size", of_batch_size()},
         {"shuffle", flag("The order of the points is drawn anew every epoch.", standard.shuffle)},
         {"seed", seed(standard.seed)},
         {"stop", of_stop()},
         {"ensemble",
          of_numbers("ensemble", "Several networks whose predictions are averaged. Member k has the seed + k.")}});
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Ravine scenario"}};
    schema.update(json);
    return schema;
}

}  // namespace ravine
