#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string predict_details();
std::function<Status()> set_up_predict(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow predict_command{
    "predict", "Predict points of a CSV file with a trained model", {}, predict_details, set_up_predict};

}  // namespace ravine
