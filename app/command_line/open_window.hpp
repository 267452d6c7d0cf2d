#pragma once
// `ravine` without a subcommand: the window.

#include "app/command_line/command.hpp"

namespace ravine {

std::function<Status()> set_up_open_window(CLI::App& app, const WindowDoor* door);

/// --workspace, which knows the window's ids.
void add_workspace(CLI::App& app, std::string& workspace, const WindowDoor* door);

/// --view, which the window reads.
void add_view(CLI::App& app, std::string& view);

/// The error of everything that needs a window in a build that has none.
Error no_window();

}  // namespace ravine
