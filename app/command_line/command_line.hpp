#pragma once
// The whole command line, for parsing and for the documentation.

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "app/command_line/command.hpp"
#include "engine/core/result.hpp"

namespace ravine {

/// All options and subcommands on one CLI11 app. After parsing, `run()` does what was asked for.
struct CommandLine {
    CLI::App app;
    std::function<Status()> run;
};
std::unique_ptr<CommandLine> build_command_line(const WindowDoor* door);

}  // namespace ravine
