#pragma once
// What a panel says in place of a picture that cannot be there.

#include <imgui.h>

#include <string_view>

namespace ravine {

/// The words, muted and wrapped, in the middle of a rectangle. The window's own draw list.
void draw_notice(ImVec2 least, ImVec2 most, std::string_view words);
/// The same in the room that is left in the card.
void notice(std::string_view words);

}  // namespace ravine
