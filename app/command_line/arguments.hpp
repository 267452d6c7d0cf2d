#pragma once
// What several subcommands take from the command line: scenarios, sizes, positions.

#include <array>
#include <string>
#include <vector>

#include "app/command_line/options.hpp"
#include "app/window/window.hpp"
#include "engine/compute/backends.hpp"
#include "engine/core/result.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// A scenario and the folder where its relative paths start.
struct OpenedScenario {
    Scenario scenario;
    std::string folder = ".";
    std::string name;  ///< "spiral": for titles
};

/// A file, or the name of a shipped scenario; then each "key.path=value" in turn.
Result<OpenedScenario> open_scenario(const std::string& argument, const std::vector<std::string>& assignments);

/// A scenario's, a race's or a model's file, the name of a shipped scenario, or a lesson's id; empty: the default
/// lesson. Then each "key.path=value" in turn changes its scenario.
Result<Opening> open_for_window(const std::string& argument, const std::vector<std::string>& assignments);
Result<Lesson> open_lesson(const std::string& id, const std::vector<std::string>& assignments);

/// A race's file, or the id of a lesson that has one.
Result<RaceFile> open_race_file(const std::string& argument);

/// "1600x1000" → {1600, 1000}, each from 100 to 8192.
Result<std::array<int, 2>> parse_size(const std::string& text);
/// "-4.6,1.3" → two finite numbers. `option` names it in the error.
Result<std::array<double, 2>> parse_pair(const std::string& text, std::string_view option);
/// "key=value" → {key, value}.
Result<std::array<std::string, 2>> parse_assignment(const std::string& text);

/// Fails where `value` is not from `least` to `most`.
Status check_range(std::string_view option, long long value, long long least, long long most);

/// "--scale" of a picture.
Status check_scale(double scale);

/// The scenario to work on, which has to be given.
Option add_scenario(CLI::App& app, std::string& scenario);
/// --set, once or more, one assignment each.
Option add_assignments(CLI::App& app, std::vector<std::string>& assignments, const std::string& help);
/// --threads; 0 stands for all of the machine's.
Option add_threads(CLI::App& app, int& threads);
/// The number of threads that the option asks for. Errors: out of range.
Result<int> chosen_threads(int threads);
/// --backend.
Option add_backend(CLI::App& app, std::string& backend);
/// The back end that the option asks for. Errors: unknown, or not available.
Result<BackendChoice> chosen_backend(const std::string& backend);
/// Says on standard error that a back end has failed and another one goes on; nothing where there are no words.
void tell_fall_back(const std::string& words);

}  // namespace ravine
