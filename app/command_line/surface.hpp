#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string surface_details();
std::function<Status()> set_up_surface(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow surface_command{
    "surface", "Compute a trained model's loss on a plane through its parameters", {}, surface_details, set_up_surface};

}  // namespace ravine
