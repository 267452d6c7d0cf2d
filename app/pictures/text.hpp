#pragma once
// Text on a canvas, in the embedded fonts; where they are missing, in a plain built-in one (ASCII).

#include <string_view>

#include "app/pictures/canvas.hpp"

namespace ravine {

enum class Face { text, strong, numbers };
enum class Align { left, middle, right };

struct TextStyle {
    Color color;
    double size = 14;  ///< of the em, in pixels
    Face face = Face::text;
    Align align = Align::left;
};

/// Width in pixels of one line of UTF-8.
double text_width(std::string_view text, const TextStyle& style);

/// Draws one line of UTF-8 with its baseline at `place`.
void draw_text(Canvas& canvas, Place place, std::string_view text, const TextStyle& style);

}  // namespace ravine
