#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string frames_details();
std::function<Status()> set_up_frames(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow frames_command{
    "frames",
    "Measure the window's frames while it trains or a race runs, without a display",
    {},
    frames_details,
    set_up_frames};

}  // namespace ravine
