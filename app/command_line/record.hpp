#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string record_details();
std::function<Status()> set_up_record(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow record_command{
    "record", "Film a race in the window, without a display", {}, record_details, set_up_record};

}  // namespace ravine
