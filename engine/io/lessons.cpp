#include "engine/io/lessons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/core/nearest_name.hpp"
#include "engine/core/resource.hpp"
#include "engine/core/shown_text.hpp"
#include "engine/io/race_file.hpp"
#include "engine/io/race_json.hpp"
#include "engine/io/scenario_json.hpp"
#include "engine/io/scenario_parts.hpp"

namespace ravine {

namespace {

constexpr std::string_view lesson_folder = "assets/lessons/";
constexpr std::string_view lesson_extension = ".json";
constexpr std::array<std::string_view, 2> workspaces = {"playground", "landscape"};

struct OrderedLesson {
    std::uint64_t order = 0;
    Lesson lesson;
};

/// A shipped scenario's name, or a scenario as it stands in a file.
void read_lesson_scenario(JsonObject& object, Lesson& lesson) {
    const Json* value = object.find("scenario");
    if (!value) return;
    JsonContext& context = object.context();
    if (!value->is_string()) {
        lesson.scenario = read_checked_scenario(context, *value, object.path("scenario"));
        return;
    }
    Result<Scenario> shipped = shipped_scenario(value->get_ref<const std::string&>());
    if (shipped)
        lesson.scenario = std::move(*shipped);
    else
        context.fail(object.path("scenario"), shipped.error().what, shipped.error().hint);
}

/// Each workspace shows its own kind of thing.
void check_content(JsonContext& context, const Lesson& lesson) {
    if (std::ranges::find(workspaces, lesson.workspace) == workspaces.end())
        context.fail("workspace", "unknown workspace " + in_quotes(lesson.workspace),
                     known_names_hint(lesson.workspace, workspaces));
    if (lesson.title.empty()) context.fail("title", "is missing");
    if (lesson.text.empty()) context.fail("text", "is missing", "say in a sentence or two what to look at and try");
    if (lesson.workspace == "playground" && !lesson.scenario) context.fail("scenario", "is missing");
    if (lesson.workspace == "landscape" && !lesson.race) context.fail("race", "is missing");
}

OrderedLesson read_lesson(JsonContext& context, const Json& root) {
    OrderedLesson read;
    JsonObject object(context, root, "");
    object.whole("order", read.order);
    object.text("title", read.lesson.title);
    object.text("workspace", read.lesson.workspace);
    object.list("text", [&](const Json& value, const std::string& path) {
        read_text(context, value, path, read.lesson.text.emplace_back());
    });
    read_lesson_scenario(object, read.lesson);
    if (const Json* race = object.find("race")) read.lesson.race = read_race_parts(context, *race, "race");
    read_race_steps(object, read.lesson.steps);
    if (const Json* view = object.find("view")) read.lesson.view = view->dump();
    object.finish();
    check_content(context, read.lesson);
    return read;
}

Result<OrderedLesson> parse_lesson(std::string_view text, std::string_view id) {
    const Result<JsonDocument> document =
        parse_json(text, std::string(lesson_folder).append(id).append(lesson_extension));
    if (!document) return document.error();
    JsonContext context{*document};
    OrderedLesson read = read_lesson(context, document->root);
    if (context.failed()) return *context.error;
    read.lesson.id = id;
    return read;
}

}  // namespace

Result<Lesson> lesson_from_json(std::string_view text, std::string_view id) {
    Result<OrderedLesson> read = parse_lesson(text, id);
    if (!read) return read.error();
    return std::move(read->lesson);
}

Result<std::vector<Lesson>> shipped_lessons() {
    std::vector<OrderedLesson> read;
    for (std::string_view path : resource_names(lesson_folder)) {
        std::string_view id = path.substr(lesson_folder.size());
        if (!id.ends_with(lesson_extension)) continue;
        id.remove_suffix(lesson_extension.size());
        Result<OrderedLesson> lesson = parse_lesson(resource_text(path), id);
        if (!lesson) return lesson.error();
        read.push_back(std::move(*lesson));
    }
    std::ranges::stable_sort(read, {}, &OrderedLesson::order);
    std::vector<Lesson> lessons;
    for (OrderedLesson& lesson : read) lessons.push_back(std::move(lesson.lesson));
    return lessons;
}

}  // namespace ravine
