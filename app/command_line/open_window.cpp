#include "app/command_line/open_window.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/command_line/arguments.hpp"
#include "app/command_line/options.hpp"

namespace ravine {

namespace {

struct Options {
    std::string scenario, lesson, workspace, backend = "auto", size = "1600x1000";
    std::vector<std::string> assignments;
    int threads = 0;
    bool light = false, presenter = false;
};

Result<Opening> opening_of(const Options& options) {
    if (options.lesson.empty()) return open_for_window(options.scenario, options.assignments);
    if (!options.scenario.empty()) return input_error("give a scenario or a lesson, not both", "--lesson");
    Result<Lesson> lesson = open_lesson(options.lesson, options.assignments);
    if (!lesson) return lesson.error();
    Opening opening;
    opening.lesson = *lesson;
    return opening;
}

Status open(const Options& options, const WindowDoor* door) {
    Result<Opening> opening = opening_of(options);
    if (!opening) return opening.error();
    if (!door) return no_window();
    const Result<std::array<int, 2>> size = parse_size(options.size);
    if (!size) return size.error();
    if (Status status = check_range("--threads", options.threads, 0, 256); !status) return status;
    opening->workspace = options.workspace;
    if (const auto backend = chosen_backend(options.backend); !backend) return backend.error();
    opening->threads = options.threads;
    opening->backend = options.backend;
    return door->open({*opening, (*size)[0], (*size)[1], options.light, options.presenter});
}

}  // namespace

Error no_window() {
    return input_error("this build has no window", "",
                       "see 'ravine --help' for what it can do, or build with -DRAVINE_GUI=ON");
}

void add_workspace(CLI::App& app, std::string& workspace, const WindowDoor* door) {
    Option option = add_option(app, "--workspace", workspace, "Workspace to show; without it, that of what is opened")
                        .type_name("ID");
    if (!door) return;
    const auto ids = door->workspaces();
    option.check([ids](const std::string& id) {
        return std::ranges::count(ids, id) ? std::string()
                                           : fmt::format("unknown workspace '{}'; known: {}", id, fmt::join(ids, ", "));
    });
}

void add_view(CLI::App& app, std::string& view) {
    add_option(app, "--view", view, "How the window looks at a race, such as {\"shows_basins\": true}")
        .type_name("JSON");
}

std::function<Status()> set_up_open_window(CLI::App& app, const WindowDoor* door) {
    auto options = std::make_shared<Options>();
    add_option(app, "scenario", options->scenario,
               "Scenario, race or model to open: a file, or a shipped scenario's name")
        .type_name("SCENARIO|RACE");
    add_option(app, "--lesson", options->lesson, "Lesson to open").type_name("ID");
    add_workspace(app, options->workspace, door);
    add_assignments(app, options->assignments, "Change one key of the scenario; may be repeated");
    add_option(app, "--size", options->size, "Size of the window").type_name("WxH");
    add_option(app, "--threads", options->threads, "Threads that train; without it, one less than the machine has")
        .type_name("N");
    add_backend(app, options->backend);
    add_flag(app, "--light", options->light, "Light theme, for projectors");
    add_flag(app, "--presenter", options->presenter, "Large type, for an audience");
    return [options, door] { return open(*options, door); };
}

}  // namespace ravine
