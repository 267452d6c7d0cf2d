#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string descend_details();
std::function<Status()> set_up_descend(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow descend_command{
    "descend", "Let optimizers descend on a surface: one, or those of a race", {}, descend_details, set_up_descend};

}  // namespace ravine
