#pragma once
// The program behind main(): parses the command line, runs what was asked for, and reports.

#include "app/command_line/command.hpp"

namespace ravine {

/// Returns the exit code: 0; 2 for a wrong command line or a bad input file; 1 for any other failure. A failure is one
/// line on standard error.
int run_command_line(int argc, const char* const* argv, const WindowDoor* door);

}  // namespace ravine
