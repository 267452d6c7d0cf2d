#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string rates_details();
std::function<Status()> set_up_rates(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow rates_command{
    "rates", "Find a learning rate's order of magnitude by short trainings", {}, rates_details, set_up_rates};

}  // namespace ravine
