#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string export_details();
std::function<Status()> set_up_export(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow export_command{
    "export", "Write a trained model in a format that other programs load", {}, export_details, set_up_export};

}  // namespace ravine
