#include "app/command_line/pages.hpp"

#include <fmt/format.h>

#include "app/command_line/command_line.hpp"
#include "app/command_line/lectures.hpp"
#include "app/command_line/listing.hpp"
#include "app/command_line/scenario_schema.hpp"

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view notice =
    "<!-- Written by `ravine docs` from the tables in the sources; change those. -->\n\n";

/// "`--epochs N`"
std::string option_name(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (option.get_positional()) return "`" + (type.empty() ? option.get_name() : type) + "`";
    return "`--" + option.get_lnames().front() + (type.empty() ? "" : " " + type) + "`";
}

/// A bar would end the table's cell.
std::string in_cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
    return escaped;
}

std::string options_table(CLI::App& app) {
    std::string text = "| option | meaning | default |\n|---|---|---|\n";
    for (const CLI::Option* option :
         app.get_options([](const CLI::Option* any) { return !any->get_group().empty(); })) {
        if (option->check_lname("help") || option->check_lname("version")) continue;
        const std::string standard = option->get_default_str();
        const std::string fallback = option->get_required() ? "required" : standard.empty() ? "" : "`" + standard + "`";
        text += fmt::format("| {} | {} | {} |\n", in_cell(option_name(*option)), in_cell(option->get_description()),
                            fallback);
    }
    return text;
}

std::string command_line_page() {
    const auto line = build_command_line(nullptr);
    std::string text = fmt::format(
        "# The command line\n\n{}"
        "`ravine` opens the window. With a subcommand it does one thing without a display and ends.\n\n"
        "Exit codes: 0 on success; 2 for a wrong command line or a bad input file; 1 for any other failure. A failure "
        "is one line on "
        "standard error that says what is wrong, where, and what would be right. Nothing is half written: a file is "
        "either complete or as it was before.\n\n"
        "## ravine\n\n{}\n`ravine --version` prints the version, `ravine --help` and `ravine SUBCOMMAND --help` the "
        "options.\n",
        notice, options_table(line->app));
    for (const CommandRow& row : commands())
        if (!row.hidden)
            text += fmt::format("\n## ravine {}\n\n{}.\n\n{}\n{}", row.id, row.label,
                                options_table(*line->app.get_subcommand(std::string(row.id))), row.details());
    return text;
}

std::string kind_of(const Json& schema);

/// "integer, 1 to 9; or `all`"; objects are described further down.
std::string kind_of_ways(const Json& ways) {
    std::string kind;
    for (const Json& way : ways) {
        if (way.contains("properties")) return "see below";
        kind += (kind.empty() ? "" : "; or ") + (way.contains("const") ? way["const"].dump() : kind_of(way));
    }
    return kind;
}

/// "number, 0 to 10" and the like.
std::string kind_of(const Json& schema) {
    if (schema.contains("enum")) {
        std::vector<std::string> names;
        for (const Json& name : schema["enum"]) names.push_back("`" + name.get<std::string>() + "`");
        return fmt::format("{}", fmt::join(names, ", "));
    }
    if (schema.contains("oneOf")) return kind_of_ways(schema["oneOf"]);
    std::string kind =
        schema["type"].is_array() ? schema["type"][0].get<std::string>() : schema["type"].get<std::string>();
    if (schema.contains("maximum"))
        kind += fmt::format(", {} to {}", schema["minimum"].get<double>(), schema["maximum"].get<double>());
    return kind;
}

void add_keys(std::string& text, const Json& object, const std::string& prefix) {
    for (const auto& [key, schema] : object["properties"].items()) {
        const std::string standard = schema.contains("default") ? "`" + schema["default"].dump() + "`" : "";
        text += fmt::format("| `{}` | {} | {} | {} |\n", prefix + key, kind_of(schema), standard,
                            in_cell(schema.value("description", "")));
        if (schema.contains("properties")) add_keys(text, schema, prefix + key + ".");
    }
}

constexpr std::string_view keys_header = "| key | value | default | meaning |\n|---|---|---|---|\n";

/// One table of rows with formulas, sources and settings.
Result<std::string> rows_section(std::string_view kind, std::string_view key, std::string_view introduction) {
    std::string text = fmt::format("\n## {}\n\n{}\n", key, introduction);
    for (const ListKind& row : list_kinds()) {
        if (row.id != kind) continue;
        const Result<std::vector<ListEntry>> entries = row.entries();
        if (!entries) return entries.error();
        for (const ListEntry& entry : *entries) {
            text += fmt::format("\n- `{}`, {}", entry.id, entry.label);
            for (const auto& [name, fact] : entry.facts) {
                std::string line = fact;
                for (std::size_t at = 0; (at = line.find('\n', at)) != std::string::npos;) line.replace(at, 1, "; ");
                text += fmt::format("\n  - {}: {}", name, line);
            }
            for (const Setting& setting : entry.settings)
                text += fmt::format("\n  - `{}` ({}): {}", setting.key, setting_range(setting), setting.help);
        }
    }
    return text + '\n';
}

/// The keys of generated points that do not depend on the generator.
Json common_generator_keys(const Json& ways) {
    Json properties = ways[0]["properties"];
    for (const Json& way : ways) {
        if (!way["properties"].contains("generator")) continue;
        for (auto key = properties.begin(); key != properties.end();)
            key = way["properties"].contains(key.key()) ? std::next(key) : properties.erase(key);
    }
    properties["generator"] = {{"type", "string"},
                               {"default", ways[0]["properties"]["generator"]["const"]},
                               {"description", "Id of a generator, see below."}};
    return {{"properties", std::move(properties)}};
}

Result<std::string> data_section(const Json& data) {
    const Json& ways = data["oneOf"];
    std::string text = fmt::format("\n## data\n\nOne of these.\n\n### Generated points\n\n{}", keys_header);
    add_keys(text, common_generator_keys(ways), "");
    const Result<std::string> rows = rows_section("generators", "Generators", "Each has the keys above and its own.");
    if (!rows) return rows.error();
    text += "\n##" + rows->substr(1);  // one level deeper
    for (const Json& way : ways) {
        if (way["properties"].contains("generator")) continue;
        text += fmt::format("\n### {}\n\n{}", way["title"].get<std::string>(), keys_header);
        add_keys(text, way, "");
    }
    return text;
}

struct Section {
    std::string_view kind, key, introduction;
};
constexpr Section sections[] = {
    {"features", "features", "A list of these ids."},
    {"input_noises", "input_noise", "An id, or an object with its settings."},
    {"augmentations", "augmentation", "A key each, with how much of it; 0 is off. Applied in this order."},
    {"layers", "network.layers",
     "A list of objects `{\"type\": id, settings…}`, from input to output. A block of layers has such a list of its "
     "own "
     "as `layers`."},
    {"activations", "activation", "Of a layer: an id, or an object with its settings."},
    {"initializers", "initializer", "Of a layer: an id, or an object with its settings."},
    {"losses", "loss", "An object `{\"type\": id, settings…}`, or the id alone. Losses are means over samples."},
    {"regularizers", "regularization",
     "A key each, with how much of it; 0 is off. Early stopping and ensembles have keys elsewhere."},
    {"optimizers", "optimizer", "An object `{\"type\": id, settings…}`, or the id alone."},
    {"schedules", "schedule", "An object `{\"type\": id, settings…}`, or the id alone."},
};

Result<std::string> scenario_page() {
    const Json schema = scenario_schema();
    std::string text = fmt::format(
        "# Scenarios\n\n{}"
        "A scenario is a JSON file that decides a training run: data, network, optimizer and seed. Every key may be "
        "left out. "
        "Unknown keys, wrong types and values out of range are errors that name the key and its place. "
        "[scenario.schema.json](scenario.schema.json) is the same for editors; `assets/scenarios` has examples.\n\n"
        "On the command line `--set` changes one key: `--set optimizer.learning_rate=0.1`, `--set "
        "network.layers.0.units=4`.\n\n"
        "## Keys\n\n{}",
        notice, keys_header);
    add_keys(text, schema, "");
    const Result<std::string> data = data_section(schema["properties"]["data"]);
    if (!data) return data.error();
    text += *data;
    for (const Section& section : sections) {
        const Result<std::string> rows = rows_section(section.kind, section.key, section.introduction);
        if (!rows) return rows.error();
        text += *rows;
    }
    return text;
}

}  // namespace

Result<std::vector<Page>> generated_pages() {
    Result<std::string> scenario = scenario_page();
    if (!scenario) return scenario.error();
    Result<std::string> lectures = lectures_page();
    if (!lectures) return lectures.error();
    return std::vector<Page>{{"command_line.md", command_line_page()},
                             {"lectures.md", *lectures},
                             {"scenario.md", *scenario},
                             {"scenario.schema.json", scenario_schema().dump(1) + '\n'}};
}

}  // namespace ravine
