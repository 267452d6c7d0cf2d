#pragma once
// One of a few, side by side; and coloured swatches to pick from.

#include <imgui.h>

#include <span>
#include <string_view>

namespace ravine {

/// Equal cells over the whole width; returns true and sets `index` when another one is clicked. Controls are
/// "id.label" with the label in lower case.
bool segmented(const char* id, std::span<const std::string_view> labels, int& index);

/// Labels side by side without a frame, the chosen one strong: for the header of a card.
bool tabs(const char* id, std::span<const std::string_view> labels, int& index);

/// A square of a colour with a letter beside it ("A"); `selected` raises it. True when clicked.
bool swatch(const char* id, ImU32 colour, std::string_view label, bool selected);

/// A switch: label left, knob right. True when it was changed.
bool toggle(const char* id, std::string_view label, bool& value);

}  // namespace ravine
