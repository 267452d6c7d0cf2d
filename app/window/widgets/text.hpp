#pragma once
// Text in the faces and colours that the design uses.

#include <imgui.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/setting.hpp"

namespace ravine {

/// Capitals with wide spacing, muted: headers of cards and sections. At a place, or as the next item.
void draw_caps(ImDrawList& draw, ImVec2 at, std::string_view text, ImU32 colour);
ImVec2 caps_size(std::string_view text);

/// Text of one font and colour as the next item.
void text_item(std::string_view text, ImFont* font, ImU32 colour);
/// The same, ending at the right edge of the content region, on the line of the item before.
void text_at_right(std::string_view text, ImFont* font, ImU32 colour);

void draw_text(ImDrawList& draw, ImVec2 at, std::string_view text, ImFont* font, ImU32 colour);
ImVec2 text_size(std::string_view text, ImFont* font);
/// As much of the text as fits the width, ending in "…" where some is missing.
std::string fitted(std::string_view text, ImFont* font, float width);

/// A tooltip for the last item, after a moment: a title, lines of explanation, a formula in the numbers' face, a
/// picture that is drawn as the next item, settings by name with their defaults, its source.
struct Explanation {
    std::string_view title = {}, help = {}, formula = {}, source = {};
    std::function<void()> picture = {};
    std::span<const Setting> settings = {};
};
void explain_item(const Explanation& explanation);
/// "Scale ξ 1 · Squared false": the settings by name, with their defaults.
std::string settings_words(std::span<const Setting> settings);
/// True where a tooltip is about to appear in a later frame.
bool take_tooltip_pending();

/// "1 240" with thin groups of three, "41.3 k", "0.0236", "2.9e-6": as people read them.
std::string grouped(unsigned long long number);
std::string short_count(double number);
std::string short_number(double number);
std::string percent(double share, int decimals = 1);

}  // namespace ravine
