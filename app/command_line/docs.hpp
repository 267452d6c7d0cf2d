#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string docs_details();
std::function<Status()> set_up_docs(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow docs_command{
    "docs", "Write the documentation that follows from the tables", {}, docs_details, set_up_docs, true};

}  // namespace ravine
