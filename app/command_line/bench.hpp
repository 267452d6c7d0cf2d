#pragma once

#include "app/command_line/command.hpp"

namespace ravine {

std::string bench_details();
std::function<Status()> set_up_bench(CLI::App& app, const WindowDoor* door);

inline constexpr CommandRow bench_command{
    "bench", "Measure the engine's speed on this machine", {}, bench_details, set_up_bench};

}  // namespace ravine
