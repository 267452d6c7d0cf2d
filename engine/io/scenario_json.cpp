#include "engine/io/scenario_json.hpp"

#include "engine/core/nearest_name.hpp"
#include "engine/core/read_file.hpp"
#include "engine/core/resource.hpp"
#include "engine/io/scenario_parts.hpp"

namespace ravine {

namespace {

constexpr std::string_view scenario_folder = "assets/scenarios/";
constexpr std::string_view scenario_extension = ".json";

std::string scenario_resource(std::string_view name) {
    return std::string(scenario_folder).append(name).append(scenario_extension);
}

}  // namespace

Result<Scenario> scenario_from_json(std::string_view text, std::string_view where) {
    const Result<JsonDocument> document = parse_json(text, where);
    if (!document) return document.error();
    JsonContext context{*document};
    Scenario scenario = read_checked_scenario(context, document->root, "");
    if (context.failed()) return *context.error;
    return scenario;
}

Result<Scenario> read_scenario(const std::string& path) {
    const Result<std::string> text = read_file(path);
    if (!text) return text.error();
    return scenario_from_json(*text, path);
}

std::string scenario_to_json(const Scenario& scenario) { return format_json(scenario_parts_json(scenario)); }

std::vector<std::string> shipped_scenarios() {
    std::vector<std::string> names;
    for (std::string_view path : resource_names(scenario_folder)) {
        if (!path.ends_with(scenario_extension)) continue;
        path.remove_prefix(scenario_folder.size());
        path.remove_suffix(scenario_extension.size());
        names.emplace_back(path);
    }
    return names;
}

Result<Scenario> shipped_scenario(std::string_view name) {
    const std::string path = scenario_resource(name);
    const std::string_view text = resource_text(path);
    if (!text.empty()) return scenario_from_json(text, path);
    const std::vector<std::string> names = shipped_scenarios();
    const std::vector<std::string_view> known(names.begin(), names.end());
    return input_error("unknown scenario '" + std::string(name) + "'", {}, known_names_hint(name, known));
}

}  // namespace ravine
