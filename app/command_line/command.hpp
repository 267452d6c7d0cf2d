#pragma once
// The table of subcommands: `ravine train …`. One file each.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/window/window.hpp"
#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace CLI {
class App;
}

namespace ravine {

/// The window's functions, as main.cpp links them.
struct WindowDoor {
    Status (*open)(const WindowOptions&);
    Status (*screenshot)(const ScreenshotOptions&);
    Status (*record)(const RecordingOptions&);
    Status (*frames)(const FramesOptions&);
    std::vector<std::string_view> (*workspaces)();
};

struct CommandRow {
    std::string_view id;     ///< "train"
    std::string_view label;  ///< one line for `ravine --help`
    std::span<const Setting> settings;
    /// What it reads and writes, as Markdown for docs/command_line.md.
    std::string (*details)();
    /// Adds the options to `app`; what it returns is run after they are parsed. `door` is null in a build without a
    /// window.
    std::function<Status()> (*set_up)(CLI::App& app, const WindowDoor* door);
    bool hidden = false;  ///< for maintainers
};

std::span<const CommandRow> commands();

}  // namespace ravine
