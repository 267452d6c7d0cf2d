#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string list_details();
std::function<Status()> set_up_list(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow list_command{
    "list",
    "List what there is: activations, losses, optimizers, surfaces, lessons and more",
    {},
    list_details,
    set_up_list};

}  // namespace ravine
