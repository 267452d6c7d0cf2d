// The page docs/lectures.md from the table of lectures, with the labels that the other tables give.

#include <fmt/format.h>

#include "app/command_line/command.hpp"
#include "app/command_line/lectures.hpp"
#include "app/command_line/listing.hpp"
#include "app/command_line/scenario_schema.hpp"
#include "engine/core/table.hpp"

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;

Error not_there(const LecturePlace& place) {
    return input_error(fmt::format("there is no '{}' among {}", place.id, place.kind), "lectures");
}

/// "adam.beta1" is a setting of the row "adam".
Result<std::string> row_words(const ListKind& kind, const LecturePlace& place) {
    const std::string_view id = place.id.substr(0, place.id.find('.'));
    const Result<std::vector<ListEntry>> entries = kind.entries();
    if (!entries) return entries.error();
    for (const ListEntry& entry : *entries) {
        if (entry.id != id) continue;
        if (id == place.id) return fmt::format("{} (`{}`)", entry.label, id);
        for (const Setting& setting : entry.settings)
            if (setting.key == place.id.substr(id.size() + 1))
                return fmt::format("{}'s {} (`{}`)", entry.label, setting.label, setting.key);
    }
    return not_there(place);
}

/// The key path leads to a property of the scenario's schema, or of one of the ways to write it.
bool has_key(const Json& schema, std::string_view path) {
    const std::string key(path.substr(0, path.find('.')));
    if (schema.contains("properties") && schema["properties"].contains(key))
        return key == path || has_key(schema["properties"][key], path.substr(key.size() + 1));
    if (schema.contains("oneOf"))
        for (const Json& way : schema["oneOf"])
            if (has_key(way, path)) return true;
    return false;
}

/// "Optimizers: Adam (`adam`)": the tables' own names, so that one knows where to look.
std::string_view kind_label(std::string_view kind) {
    const ListKind* row = find_row(list_kinds(), kind);
    return row ? row->label : kind == "key" ? "scenario" : kind == "panel" ? "window" : "command line";
}

Result<std::string> topic_words(const LectureTopic& topic) {
    std::string words;
    std::string_view kind;
    for (const LecturePlace& place : topic.places) {
        if (place.kind.empty()) break;
        const Result<std::string> name = lecture_place_words(place);
        if (!name) return name.error();
        words += place.kind == kind ? ", " : fmt::format("{}{}: ", words.empty() ? "" : "; ", kind_label(place.kind));
        words += *name;
        kind = place.kind;
    }
    if (topic.note.empty()) return words;
    return words.empty() ? std::string(topic.note) : fmt::format("{} ({})", words, topic.note);
}

constexpr std::string_view introduction =
    "# Lectures\n\n"
    "<!-- Written by `ravine docs` from the tables in the sources; change those. -->\n\n"
    "Five introductions to deep learning, topic by topic in their own words, and where each topic is in Ravine: a row "
    "of one of the tables that `ravine list` prints, a key of a [scenario](scenario.md), a card of the window, a "
    "lesson "
    "or a [subcommand](command_line.md).\n";

}  // namespace

Result<std::string> lecture_place_words(const LecturePlace& place) {
    if (const ListKind* kind = find_row(list_kinds(), place.kind)) return row_words(*kind, place);
    if (place.kind == "panel") return fmt::format("card `{}`", place.id);
    if (place.kind == "key" && has_key(scenario_schema(), place.id)) return fmt::format("`{}`", place.id);
    if (place.kind == "command" && find_row(commands(), place.id)) return fmt::format("`ravine {}`", place.id);
    return not_there(place);
}

Result<std::string> lectures_page() {
    std::string page(introduction);
    for (const LectureRow& lecture : lectures()) {
        page += fmt::format("\n## {}\n\n{}\n\n| topic | in Ravine |\n|---|---|\n", lecture.label, lecture.author);
        for (const LectureTopic& topic : lecture.topics) {
            const Result<std::string> words = topic_words(topic);
            if (!words) return words.error();
            page += fmt::format("| {} | {} |\n", topic.topic, *words);
        }
    }
    return page;
}

}  // namespace ravine
