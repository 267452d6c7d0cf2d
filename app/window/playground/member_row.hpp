#pragma once
// Of an ensemble: whose prediction and insides are shown.

#include <string>

#include "app/window/panels.hpp"

namespace ravine {

/// A list to pick the mean or a member from; nothing for one network.
void draw_member_row(PanelContext& context);

/// "member 2 of 5"; empty for one network. The insides of the first are shown beside the mean prediction.
std::string member_words(const Snapshot& snapshot);
/// "member 2", where there is less room.
std::string short_member_words(const Snapshot& snapshot);
/// "members catch up: 12 of 40 epochs" while some are behind; else empty.
std::string catching_up_words(const Snapshot& snapshot);

}  // namespace ravine
