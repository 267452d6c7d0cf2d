#include "engine/io/race_file.hpp"

#include "engine/core/read_file.hpp"
#include "engine/io/race_json.hpp"

namespace ravine {

namespace {

constexpr std::string_view race_key = "race";

RaceFile read_race_file(JsonContext& context, const Json& root) {
    RaceFile file;
    JsonObject object(context, root, "");
    if (const Json* race = object.require(race_key)) file.race = read_race_parts(context, *race, std::string(race_key));
    read_race_steps(object, file.steps);
    object.finish();
    if (context.failed()) return file;
    if (const Result<Race> race = Race::create(file.race); !race) {
        const Error& error = race.error();
        context.fail(key_path(race_key, error.where), error.what, error.hint);
    }
    return file;
}

}  // namespace

void read_race_steps(JsonObject& object, std::uint64_t& steps) {
    auto number = static_cast<double>(steps);
    object.setting(race_steps_setting, number);
    steps = static_cast<std::uint64_t>(number);
}

bool holds_race(std::string_view text) {
    const Result<JsonDocument> document = parse_json(text, "");
    return document && document->root.is_object() && document->root.contains(race_key);
}

Result<RaceFile> race_from_json(std::string_view text, std::string_view where) {
    const Result<JsonDocument> document = parse_json(text, where);
    if (!document) return document.error();
    JsonContext context{*document};
    RaceFile file = read_race_file(context, document->root);
    if (context.failed()) return *context.error;
    return file;
}

Result<RaceFile> read_race(const std::string& path) {
    const Result<std::string> text = read_file(path);
    if (!text) return text.error();
    return race_from_json(*text, path);
}

std::string race_to_json(const RaceFile& file) {
    return format_json(
        {{std::string(race_key), race_parts_json(file.race)}, {std::string(race_steps_setting.key), file.steps}});
}

}  // namespace ravine
