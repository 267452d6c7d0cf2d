#pragma once
// The frame of a panel: a rounded card with a thin line, a header in small capitals, and a note at its right.

#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>

namespace ravine {

/// A card that somebody wants as a PNG file: the pixels between two corners.
struct CardPicture {
    std::string panel;
    ImVec2 least, most;
};

/// Opens the card over this rectangle and sets the panel's name for controls; what follows is laid out inside.
/// `can_save`: the header has a button that saves the card as it looks.
void begin_card(std::string_view panel, ImVec2 least, ImVec2 most, bool can_save);
/// Returns the height in pixels that the card would need to show all of what is in it.
float end_card();

/// The header's line: label in capitals, note at the right. Call it first in a panel.
void card_header(std::string_view label, std::string_view note = {});
/// For headers of a panel's own: the note alone, on the line of the items before.
void card_note(std::string_view note = {});
/// A further header inside a card, with space before it.
void section(std::string_view label, std::string_view note = {});

/// The card whose save button was clicked in this frame.
std::optional<CardPicture> take_card_picture();

}  // namespace ravine
