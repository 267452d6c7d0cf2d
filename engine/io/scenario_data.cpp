#include <variant>

#include "engine/data/generators.hpp"
#include "engine/io/data_json.hpp"
#include "engine/io/scenario_parts.hpp"
#include "engine/io/selection_json.hpp"
#include "engine/train/scenario_numbers.hpp"

namespace ravine {

namespace {

void read_generator(JsonObject& object, const Json* name, DataSpecification& data) {
    GeneratorSource source;
    if (const auto* before = std::get_if<GeneratorSource>(&data.source)) source.generator = before->generator;
    const std::vector<RowChoice> rows = row_choices(generators());
    if (name)
        if (const RowChoice* row = read_row(object.context(), *name, rows, "generator", object.path("generator")))
            source.generator = {std::string(row->id), standard_values(row->settings)};
    if (const GeneratorRow* row = find_row(generators(), source.generator.id))
        object.settings(row->settings, source.generator.values);
    object.whole("seed", source.seed);
    data.split_seed = source.seed;
    object.whole("split_seed", data.split_seed);
    data.source = std::move(source);
}

/// {"x1": "petal_length", …}: what the file calls our columns.
void read_columns(JsonContext& context, const Json& value, const std::string& path, Task task, ColumnNames& columns) {
    JsonObject object(context, value, path);
    const auto read = [&](std::string_view ours) {
        if (!ours.empty() && object.find(ours)) object.text(ours, columns[std::string(ours)]);
    };
    for (std::string_view column : task_row(task).columns) read(column);
    read("split");
    object.finish();
}

void read_csv(JsonObject& object, const Json& path, Task task, DataSpecification& data) {
    CsvSource source;
    read_text(object.context(), path, object.path("csv"), source.path);
    if (const Json* columns = object.find("columns"))
        read_columns(object.context(), *columns, object.path("columns"), task, source.columns);
    object.whole("seed", data.split_seed);
    data.source = std::move(source);
}

/// The number of classes, where some of them may have no point.
void read_classes(JsonObject& object, PointsSource& source) {
    std::uint64_t classes = 0;
    object.whole("classes", classes);
    if (classes > static_cast<std::uint64_t>(most_classes))
        object.context().fail(object.path("classes"), "are too many classes",
                              "at most " + std::to_string(most_classes));
    source.classes = static_cast<int>(classes);
}

void read_point_list(JsonObject& object, Task task, DataSpecification& data) {
    PointsSource source;
    read_points(object, "points", task, source.points, source.splits);
    read_classes(object, source);
    object.list("class_names", [&](const Json& value, const std::string& path) {
        read_text(object.context(), value, path, source.class_names.emplace_back());
    });
    object.whole("seed", data.split_seed);
    data.source = std::move(source);
}

struct SourceWriter {
    const Scenario& scenario;
    Json& object;

    void operator()(const GeneratorSource& source) const {
        object["generator"] = source.generator.id;
        if (const GeneratorRow* row = find_row(generators(), source.generator.id))
            add_settings(object, row->settings, source.generator.values);
        object["seed"] = source.seed;
        if (scenario.data.split_seed != source.seed) object["split_seed"] = scenario.data.split_seed;
    }

    void operator()(const CsvSource& source) const {
        object["csv"] = source.path;
        if (!source.columns.empty()) object["columns"] = source.columns;
        object["seed"] = scenario.data.split_seed;
    }

    void operator()(const PointsSource& source) const {
        Json list = Json::array();
        for (std::size_t i = 0; i < source.points.size(); ++i)
            list.push_back(source.splits.empty() ? point_json(source.points[i], scenario.task)
                                                 : point_json(source.points[i], scenario.task, source.splits[i]));
        object["points"] = std::move(list);
        if (source.classes > 0) object["classes"] = source.classes;
        if (!source.class_names.empty()) object["class_names"] = source.class_names;
        object["seed"] = scenario.data.split_seed;
    }
};

}  // namespace

void read_data_parts(JsonContext& context, const Json& value, const std::string& path, Scenario& scenario) {
    JsonObject object(context, value, path);
    const Json* generator = object.find("generator");
    const Json* csv = object.find("csv");
    const Json* points = object.find("points");
    const bool listed = points && points->is_array();
    if ((generator ? 1 : 0) + (csv ? 1 : 0) + (listed ? 1 : 0) > 1)
        return context.fail(path, "has more than one source of points",
                            "give a generator, or a csv, or a list of points");
    if (csv)
        read_csv(object, *csv, scenario.task, scenario.data);
    else if (listed)
        read_point_list(object, scenario.task, scenario.data);
    else
        read_generator(object, generator, scenario.data);
    read_scenario_numbers(object, "data", scenario);
    object.finish();
}

Json data_parts_json(const Scenario& scenario) {
    Json object = Json::object();
    std::visit(SourceWriter{scenario, object}, scenario.data.source);
    add_scenario_numbers(object, "data", scenario);
    return object;
}

void read_scenario_numbers(JsonObject& object, std::string_view name, Scenario& scenario) {
    for (const ScenarioNumberRow& row : scenario_numbers()) {
        const std::optional<double> before = row.get(scenario);
        if (row.object != name || (!before && !row.optional)) continue;
        const Json* value = object.find(row.setting->key);
        if (!value) continue;
        if (row.optional && value->is_null()) {
            row.set(scenario, {});
            continue;
        }
        double number = before.value_or(row.setting->standard);
        read_setting(object.context(), *value, *row.setting, object.path(row.setting->key), number);
        row.set(scenario, number);
    }
}

void add_scenario_numbers(Json& object, std::string_view name, const Scenario& scenario) {
    for (const ScenarioNumberRow& row : scenario_numbers())
        if (const std::optional<double> value = row.get(scenario); row.object == name && value)
            object[std::string(row.setting->key)] = setting_json(*row.setting, *value);
}

}  // namespace ravine
