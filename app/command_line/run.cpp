#include "app/command_line/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "app/command_line/command_line.hpp"
#include "app/command_line/open_window.hpp"
#include "engine/compute/backend_failure.hpp"
#include "engine/core/version.hpp"

namespace ravine {

namespace {

std::string on_one_line(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
    std::ranges::replace(text, '\n', ' ');
    return text;
}

int report(const Error& error) {
    std::fprintf(stderr, "ravine: %s\n", on_one_line(error.message()).c_str());
    return error.fault == Fault::input ? 2 : 1;
}

/// Help and version are "errors" of CLI11 that have succeeded.
int answer_parse(const CommandLine& line, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return line.app.exit(error, std::cout, std::cerr);
    const auto used = line.app.get_subcommands();
    const std::string name = used.empty() ? "ravine" : "ravine " + used.front()->get_name();
    return report(input_error(on_one_line(error.what()), used.empty() ? "" : used.front()->get_name(),
                              fmt::format("see '{} --help'", name)));
}

/// An option of the window that was given, or nullptr.
const CLI::Option* used_option(const CLI::App& app) {
    const auto options = app.get_options();
    const auto used = std::ranges::find_if(options, [](const CLI::Option* option) { return option->count() > 0; });
    return used == options.end() ? nullptr : *used;
}

/// Output that could not be written must not look like success.
int flush_output(int code) {
    std::cout.flush();
    if (std::cout && std::fflush(stdout) == 0) return code;
    return report(system_error("cannot be written", "standard output"));
}

int run_parsed(CommandLine& line, int argc, const char* const* argv) {
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer_parse(line, error);
    }
    const Status status = line.run();
    return status ? 0 : report(status.error());
}

}  // namespace

std::unique_ptr<CommandLine> build_command_line(const WindowDoor* door) {
    auto line = std::make_unique<CommandLine>();
    CLI::App& app = line->app;
    app.name("ravine");
    app.description("Watch neural networks learn. Without a subcommand the window opens.");
    app.set_version_flag("--version", "ravine " + std::string(kVersion));
    app.require_subcommand(0, 1);
    const std::function<Status()> open = set_up_open_window(app, door);
    std::vector<std::pair<CLI::App*, std::function<Status()>>> ways;
    for (const CommandRow& row : commands()) {
        CLI::App* command = app.add_subcommand(std::string(row.id), std::string(row.label));
        if (row.hidden) command->group("");
        ways.emplace_back(command, row.set_up(*command, door));
    }
    line->run = [ways, open, &app]() -> Status {
        for (const auto& [command, run] : ways)
            if (command->parsed()) {
                if (const CLI::Option* stray = used_option(app))
                    return input_error("does not belong before a subcommand", stray->get_name(),
                                       "put it behind '" + command->get_name() + "'");
                return run();
            }
        return open();
    };
    return line;
}

int run_command_line(int argc, const char* const* argv, const WindowDoor* door) {
    const auto line = build_command_line(door);
    try {
        return flush_output(run_parsed(*line, argc, argv));
    } catch (const BackendFailure& failure) {
        return report(system_error(failure.what(), "", std::string(way_out)));
    } catch (const std::exception& failure) {
        return report(system_error(failure.what(), "internal failure"));
    }
}

}  // namespace ravine
