#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string train_details();
std::function<Status()> set_up_train(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow train_command{
    "train",
    "Train a scenario and write the trained model, its history, a summary and pictures",
    {},
    train_details,
    set_up_train};

}  // namespace ravine
