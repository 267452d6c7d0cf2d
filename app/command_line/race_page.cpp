#include "app/command_line/race_page.hpp"

#include <fmt/format.h>

#include "app/command_line/page_parts.hpp"
#include "app/command_line/race_schema.hpp"

namespace ravine {

namespace {

constexpr std::string_view race_introduction =
    "A race is a JSON file that decides how optimizers descend on a surface: the surface, the racers, where they "
    "start, the noise on the gradient and its seed. The window saves the one that it shows (Export, in the "
    "Landscape), and shows one again with `ravine RACE.json`; [`ravine descend`](command_line.md) writes the paths, "
    "which are the window's to the last bit. "
    "Unknown keys, wrong types and values out of range are errors that name the key and its place. "
    "[race.schema.json](race.schema.json) is the same for editors. A lesson has its race under the same key.\n\n"
    "```json\n"
    "{\n"
    "  \"race\": {\n"
    "    \"surface\": {\"type\": \"quadratic_ravine\", \"condition_number\": 30},\n"
    "    \"racers\": [\n"
    "      {\"optimizer\": {\"type\": \"sgd\", \"learning_rate\": 0.062}},\n"
    "      {\"name\": \"Adam, from the right\", \"optimizer\": \"adam\", \"start\": [4, 1]}\n"
    "    ],\n"
    "    \"start\": [-4, 1.5]\n"
    "  },\n"
    "  \"steps\": 118\n"
    "}\n"
    "```\n";

}  // namespace

Result<std::string> race_page() {
    std::string text = fmt::format("# Races\n\n{}{}\n## Keys\n\n{}\n## A racer\n\n{}", notice, race_introduction,
                                   keys_table(race_schema()), keys_table(racer_schema()));
    text += "\n[Optimizers](scenario.md#optimizer) are those of scenarios.\n";
    const Result<std::string> rows =
        rows_section("surfaces", "Surfaces", "An id, an object `{\"type\": id, settings…}`, or one of those below.");
    if (!rows) return rows.error();
    text += *rows;
    for (auto made : made_surface_schemas()) {
        const std::string type = made["properties"]["type"]["const"].dump();
        made["properties"].erase("type");
        text += fmt::format("\n### {}\n\nAn object with `\"type\": {}` and these keys.\n\n{}",
                            made["title"].get<std::string>(), type, keys_table(made));
    }
    return text;
}

}  // namespace ravine
