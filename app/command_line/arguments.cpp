#include "app/command_line/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "app/command_line/options.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/read_file.hpp"
#include "engine/io/lessons.hpp"
#include "engine/io/model_json.hpp"
#include "engine/io/scenario_json.hpp"

namespace ravine {

namespace {

namespace fs = std::filesystem;

constexpr int most_threads = 256;

bool is_shipped(const std::string& name) { return std::ranges::count(shipped_scenarios(), name) > 0; }

/// "spiral" is a name, "spiral.json" and "./spiral" are files; any other word is one only if there is such a file.
bool names_a_file(const std::string& argument) {
    std::error_code ignored;
    if (fs::path(argument).has_extension() || argument.find('/') != std::string::npos) return true;
    return !is_shipped(argument) && fs::exists(argument, ignored);
}

Error unknown_name(const std::string& argument, const std::string& what, const std::string& hint) {
    return input_error(fmt::format("there is no {} '{}'", what, argument), "", hint);
}

/// A scenario's file with this content.
Result<OpenedScenario> opened_from_text(std::string_view text, const std::string& file) {
    Result<Scenario> scenario = scenario_from_json(text, file);
    if (!scenario) return scenario.error();
    const fs::path path(file);
    return OpenedScenario{*scenario, path.has_parent_path() ? path.parent_path().string() : ".", path.stem().string()};
}

Result<OpenedScenario> read_opened(const std::string& argument) {
    if (is_shipped(argument)) {
        Result<Scenario> scenario = shipped_scenario(argument);
        if (!scenario) return scenario.error();
        return OpenedScenario{*scenario, ".", argument};
    }
    if (!names_a_file(argument))
        return unknown_name(argument, "scenario",
                            fmt::format("give a file, or one of: {}", fmt::join(shipped_scenarios(), ", ")));
    const Result<std::string> text = read_file(argument);
    if (!text) return text.error();
    if (holds_race(*text))
        return input_error("is a race, not a scenario", argument, "'ravine descend' runs it, and the window shows it");
    return opened_from_text(*text, argument);
}

template <class Number>
bool parse_number(std::string_view text, Number& number) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc() && end == text.data() + text.size();
}

Result<Scenario> with_settings(Scenario scenario, const std::vector<std::string>& assignments) {
    for (const std::string& assignment : assignments) {
        Result<Scenario> changed = with_setting(scenario, assignment);
        if (!changed) return changed;
        scenario = *changed;
    }
    return scenario;
}

Result<Lesson> with_settings(Lesson lesson, const std::vector<std::string>& assignments) {
    if (assignments.empty()) return lesson;
    if (!lesson.scenario)
        return input_error(fmt::format("the lesson '{}' has no scenario that --set could change", lesson.id), "--set",
                           "give a scenario, or a lesson of the playground");
    const Result<Scenario> changed = with_settings(*lesson.scenario, assignments);
    if (!changed) return changed.error();
    lesson.scenario = *changed;
    return lesson;
}

Result<OpenedScenario> with_settings(Result<OpenedScenario> opened, const std::vector<std::string>& assignments) {
    if (!opened) return opened;
    const Result<Scenario> changed = with_settings(opened->scenario, assignments);
    if (!changed) return changed.error();
    opened->scenario = *changed;
    return opened;
}

Result<Opening> opening_of(const Result<OpenedScenario>& opened) {
    if (!opened) return opened.error();
    Opening opening;
    opening.scenario = opened->scenario;
    opening.folder = opened->folder;
    return opening;
}

Result<Opening> opening_of(const Result<Model>& model) {
    if (!model) return model.error();
    Opening opening;
    opening.model = *model;
    return opening;
}

Result<Opening> opening_of(const Result<RaceFile>& race) {
    if (!race) return race.error();
    Opening opening;
    opening.race = *race;
    return opening;
}

/// A model where the file is called one, else the race or the scenario that it holds.
Result<Opening> opening_of_file(const std::string& file, const std::vector<std::string>& assignments) {
    const auto cannot_change = [&](std::string_view kind) {
        return input_error(fmt::format("--set does not change a {}", kind), file);
    };
    if (fs::path(file).extension() == ".ravine")
        return assignments.empty() ? opening_of(read_model(file)) : cannot_change("trained model");
    const Result<std::string> text = read_file(file);
    if (!text) return text.error();
    if (holds_race(*text)) return assignments.empty() ? opening_of(race_from_json(*text, file)) : cannot_change("race");
    return opening_of(with_settings(opened_from_text(*text, file), assignments));
}

std::vector<std::string> lesson_ids(const std::vector<Lesson>& lessons) {
    std::vector<std::string> ids;
    for (const Lesson& lesson : lessons) ids.push_back(lesson.id);
    return ids;
}

}  // namespace

Result<OpenedScenario> open_scenario(const std::string& argument, const std::vector<std::string>& assignments) {
    return with_settings(read_opened(argument), assignments);
}

Result<Lesson> open_lesson(const std::string& id, const std::vector<std::string>& assignments) {
    Result<std::vector<Lesson>> lessons = shipped_lessons();
    if (!lessons) return lessons.error();
    const auto lesson = std::ranges::find(*lessons, id, &Lesson::id);
    if (lesson != lessons->end()) return with_settings(*lesson, assignments);
    return unknown_name(id, "lesson", fmt::format("known: {}", fmt::join(lesson_ids(*lessons), ", ")));
}

Result<Opening> open_for_window(const std::string& argument, const std::vector<std::string>& assignments) {
    if (names_a_file(argument)) return opening_of_file(argument, assignments);
    Result<std::vector<Lesson>> lessons = shipped_lessons();
    if (!lessons) return lessons.error();
    const auto lesson = argument.empty() ? lessons->begin() : std::ranges::find(*lessons, argument, &Lesson::id);
    if (lesson == lessons->end() && !is_shipped(argument))
        return unknown_name(argument, "scenario, lesson or subcommand",
                            fmt::format("give a file, or one of: {}, {}; or see 'ravine --help'",
                                        fmt::join(lesson_ids(*lessons), ", "), fmt::join(shipped_scenarios(), ", ")));
    if (lesson == lessons->end()) return opening_of(open_scenario(argument, assignments));
    const Result<Lesson> changed = with_settings(*lesson, assignments);
    if (!changed) return changed.error();
    Opening opening;
    opening.lesson = *changed;
    return opening;
}

Result<RaceFile> open_race_file(const std::string& argument) {
    if (names_a_file(argument)) return read_race(argument);
    const Result<Lesson> lesson = open_lesson(argument, {});
    if (!lesson) return lesson.error();
    if (!lesson->race)
        return input_error(fmt::format("the lesson '{}' has no race", argument), "",
                           "give a race's file, or a lesson of the landscape");
    RaceFile file{*lesson->race};
    if (lesson->steps > 0) file.steps = lesson->steps;
    return file;
}

Result<std::array<int, 2>> parse_size(const std::string& text) {
    const std::size_t cross = text.find('x');
    std::array<int, 2> size{};
    if (cross == std::string::npos || !parse_number(std::string_view(text).substr(0, cross), size[0]) ||
        !parse_number(std::string_view(text).substr(cross + 1), size[1]))
        return input_error(fmt::format("'{}' is not a size", text), "--size", "give it as 1600x1000");
    for (const int side : size)
        if (Status status = check_range("--size", side, least_picture_side, most_picture_side); !status)
            return status.error();
    return size;
}

Result<std::array<double, 2>> parse_pair(const std::string& text, std::string_view option) {
    const std::size_t comma = text.find(',');
    std::array<double, 2> pair{};
    const bool is_pair = comma != std::string::npos && parse_number(std::string_view(text).substr(0, comma), pair[0]) &&
                         parse_number(std::string_view(text).substr(comma + 1), pair[1]);
    if (is_pair && std::isfinite(pair[0]) && std::isfinite(pair[1])) return pair;
    return input_error(fmt::format("'{}' is not a pair of numbers", text), std::string(option), "give it as -4.6,1.3");
}

Result<std::array<std::string, 2>> parse_assignment(const std::string& text) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0)
        return input_error(fmt::format("'{}' is not an assignment", text), "--set", "give it as key=value");
    return std::array{text.substr(0, sign), text.substr(sign + 1)};
}

Status check_range(std::string_view option, long long value, long long least, long long most) {
    if (value >= least && value <= most) return {};
    return input_error(fmt::format("{} is out of range", value), std::string(option),
                       fmt::format("give a whole number from {} to {}", least, most));
}

Status check_scale(double scale) {
    if (scale >= 0.5 && scale <= 4) return {};
    return input_error(fmt::format("{} is out of range", scale), "--scale", "give a number from 0.5 to 4");
}

Option add_scenario(CLI::App& app, std::string& scenario) {
    return add_option(app, "scenario", scenario, "Scenario: a file, or a shipped scenario's name")
        .required()
        .type_name("SCENARIO");
}

Option add_assignments(CLI::App& app, std::vector<std::string>& assignments, const std::string& help) {
    return add_option(app, "--set", assignments, help).type_name("KEY=VALUE");
}

Option add_threads(CLI::App& app, int& threads) {
    return add_option(app, "--threads", threads, "Threads that compute; without it, all the machine has")
        .type_name("N");
}

Result<int> chosen_threads(int threads) {
    if (threads == 0) return hardware_threads();
    if (Status status = check_range("--threads", threads, 1, most_threads); !status) return status.error();
    return threads;
}

Option add_backend(CLI::App& app, std::string& backend) {
    return add_option(app, "--backend", backend,
                      "What computes: auto (the best there is, or the CPU where that fails), cpu or cuda")
        .type_name("ID")
        .shows_default();
}

Result<BackendChoice> chosen_backend(const std::string& backend) {
    const Result<BackendChoice> choice = choose_backend(backend);
    if (choice) return choice;
    Error error = choice.error();
    error.where = "--backend";
    return error;
}

void tell_fall_back(const std::string& words) {
    if (!words.empty()) std::fprintf(stderr, "ravine: %s\n", words.c_str());
}

}  // namespace ravine
