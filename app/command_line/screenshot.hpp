#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string screenshot_details();
std::function<Status()> set_up_screenshot(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow screenshot_command{
    "screenshot", "Draw the window into a PNG file, without a display", {}, screenshot_details, set_up_screenshot};

}  // namespace ravine
