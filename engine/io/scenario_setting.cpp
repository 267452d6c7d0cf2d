#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/io/scenario_json.hpp"
#include "engine/io/scenario_parts.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

constexpr std::string_view form = "write key.path=value, such as optimizer.learning_rate=0.1";

/// "network.layers[0].units" and "network.layers.0.units" both become {network, layers, 0, units}.
std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> keys = {""};
    for (char c : path) {
        if (c == ']') continue;
        if (c == '.' || c == '[')
            keys.emplace_back();
        else
            keys.back() += c;
    }
    return keys;
}

/// JSON where it is JSON, else the text itself: relu needs no quotation marks.
Json parse_value(std::string_view text) {
    const Result<JsonDocument> document = parse_json(text, "");
    return document ? document->root : Json(std::string(text));
}

Result<Json*> list_entry(Json& list, const std::string& key, const std::string& path) {
    std::size_t index = 0;
    const auto [end, code] = std::from_chars(key.data(), key.data() + key.size(), index);
    if (code == std::errc() && end == key.data() + key.size() && index < list.size()) return &list[index];
    const std::string hint = list.empty() ? "" : fmt::format("give a number from 0 to {}", list.size() - 1);
    return input_error(fmt::format("has {} entries, none is '{}'", list.size(), key), path, hint);
}

/// The place for a key inside `parent`; an id written short ("tanh") becomes an object first.
Result<Json*> child(Json& parent, const std::string& key, const std::string& path) {
    if (parent.is_array()) return list_entry(parent, key, path);
    if (parent.is_string()) parent = Json{{"type", parent}};
    if (parent.is_object() || parent.is_null()) return &parent[key];
    return input_error(fmt::format("has no key '{}'", key), path);
}

/// Of generator, csv and a list of points, the one that was set stays.
void keep_one_source(Json& data, const std::string& key) {
    const bool listed = data.contains("points") && data["points"].is_array();
    const bool sets_source = key == "generator" || key == "csv" || (key == "points" && listed);
    if (!sets_source) return;
    for (const char* other : {"generator", "csv"})
        if (key != other) data.erase(other);
    if (key != "points" && listed) data.erase("points");
}

/// The object whose row changes with this key: its settings that the new row does not know are then dropped.
std::string object_of_choice(const std::string& parent, const std::string& key) {
    const bool data = parent == "data" && (key == "generator" || key == "csv" || key == "points");
    return key == "type" || data ? parent : "-";
}

/// Where the assignment has led to.
struct Target {
    std::string parent;  ///< key path of the object
    std::string key;
};

Result<Target> assign(Json& root, const std::vector<std::string>& keys, Json value) {
    Json* place = &root;
    Target target;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i > 0) {
            const bool number =
                !keys[i - 1].empty() && keys[i - 1].find_first_not_of("0123456789") == std::string::npos;
            target.parent =
                number ? fmt::format("{}[{}]", target.parent, keys[i - 1]) : key_path(target.parent, keys[i - 1]);
        }
        const Result<Json*> next = child(*place, keys[i], target.parent);
        if (!next) return next.error();
        place = *next;
    }
    *place = std::move(value);
    target.key = keys.back();
    return target;
}

/// A first-order optimizer's learning rate means nothing to a second-order one, whose whole step has 1; nor the other
/// way.
void drop_foreign_rate(Json& optimizer, const Selection& before) {
    const OptimizerRow* was = find_row(optimizers(), before.id);
    const Json& type = optimizer["type"];
    const OptimizerRow* is = type.is_string() ? find_row(optimizers(), type.get<std::string>()) : nullptr;
    if (was && is && was->asks_objective() != is->asks_objective()) optimizer.erase("learning_rate");
}

}  // namespace

Result<Scenario> with_setting(const Scenario& scenario, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return input_error(fmt::format("'{}' sets nothing", assignment), {}, std::string(form));
    JsonDocument document;
    document.root = scenario_parts_json(scenario);
    const Result<Target> target =
        assign(document.root, split_path(assignment.substr(0, equals)), parse_value(assignment.substr(equals + 1)));
    if (!target) return target.error();
    if (target->parent == "data") keep_one_source(document.root["data"], target->key);
    if (target->parent == "optimizer" && target->key == "type")
        drop_foreign_rate(document.root["optimizer"], scenario.optimizer);
    JsonContext context{document, object_of_choice(target->parent, target->key)};
    Scenario changed = read_scenario_parts(context, document.root, "");
    if (context.failed()) return *context.error;
    return changed;
}

}  // namespace ravine
