#include "app/command_line/pages.hpp"

#include <fmt/format.h>

#include "app/command_line/command_line.hpp"
#include "app/command_line/lectures.hpp"
#include "app/command_line/page_parts.hpp"
#include "app/command_line/race_page.hpp"
#include "app/command_line/race_schema.hpp"
#include "app/command_line/scenario_schema.hpp"

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;

/// "`--epochs N`"
std::string option_name(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (option.get_positional()) return "`" + (type.empty() ? option.get_name() : type) + "`";
    return "`--" + option.get_lnames().front() + (type.empty() ? "" : " " + type) + "`";
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
    std::string text = fmt::format("\n## data\n\nOne of these.\n\n### Generated points\n\n{}",
                                   keys_table(common_generator_keys(ways)));
    const Result<std::string> rows = rows_section("generators", "Generators", "Each has the keys above and its own.");
    if (!rows) return rows.error();
    text += "\n##" + rows->substr(1);  // one level deeper
    for (const Json& way : ways) {
        if (way["properties"].contains("generator")) continue;
        text += fmt::format("\n### {}\n\n{}", way["title"].get<std::string>(), keys_table(way));
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
        "[scenario.schema.json](scenario.schema.json) is the same for editors; `assets/scenarios` has examples. A race "
        "of "
        "optimizers on a surface is [a file of its own](race.md).\n\n"
        "On the command line `--set` changes one key: `--set optimizer.learning_rate=0.1`, `--set "
        "network.layers.0.units=4`.\n\n"
        "## Keys\n\n{}",
        notice, keys_table(schema));
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
    Result<std::string> race = race_page();
    if (!race) return race.error();
    return std::vector<Page>{{"command_line.md", command_line_page()},
                             {"lectures.md", *lectures},
                             {"race.md", *race},
                             {"race.schema.json", race_schema().dump(1) + '\n'},
                             {"scenario.md", *scenario},
                             {"scenario.schema.json", scenario_schema().dump(1) + '\n'}};
}

}  // namespace ravine
