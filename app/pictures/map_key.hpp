#pragma once
// What the colours of a map mean, in lines beside it.

#include <functional>
#include <string>
#include <vector>

#include "app/pictures/drawing.hpp"

namespace ravine {

/// Draws into the box, which stands at the left of its line.
using KeySample = std::function<void(Drawing&, const Box&)>;

/// A sample, words, and a number at the right; each may be missing, and with all of them missing it is a space.
struct KeyLine {
    KeySample sample = {};
    std::string words = {}, number = {};
    bool is_muted = false;
};

KeySample plain_sample(Color color);
KeySample hatched_sample(const ThemeRow& theme);

inline constexpr double key_line_height = 22;

/// Lines from the corner downwards.
void draw_key(Drawing& drawing, Place corner, double width, const std::vector<KeyLine>& lines, const ThemeRow& theme);

/// A bar of colours as a line of its own at `top`, from few steps to many, with both numbers.
void draw_steps_bar(Drawing& drawing, Place corner, double width, int few, int many, const ThemeRow& theme,
                    const std::function<Color(double steps_share)>& color);

}  // namespace ravine
