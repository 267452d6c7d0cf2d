#pragma once

#include <vector>

#include "engine/session/commands.hpp"

namespace ravine::session {

/// True for commands that say how something should be, so that a later one of the kind makes an earlier one needless.
bool replaces(const CommandPayload& payload);

/// True for commands that end training as it is, so that the mini-batch at hand need not be waited for.
bool interrupts(const CommandPayload& payload);

/// Of neighbouring replacing commands only the last of each kind stays; all others stay, and stay in order.
std::vector<Command> merged(std::vector<Command> commands);

}  // namespace ravine::session
