#pragma once
// Colours by role, in dark and light, and sizes in logical pixels. Like ImGui's own context, the current look is one
// for the whole program and belongs to the window's thread.

#include <imgui.h>

#include <array>
#include <cstdint>

#include "app/pictures/colors.hpp"

namespace ravine {

struct Theme {
    ImU32 background = 0, panel = 0, raised = 0, line = 0, text = 0, muted = 0, accent = 0;
    ImU32 halo = 0;     ///< around points and lines over a picture
    ImU32 hovered = 0;  ///< raised, under the pointer
    ImU32 sunken = 0;   ///< a trough in a panel
    ImU32 on_accent = 0;
    ImU32 good = 0, bad = 0;
    ImU32 train = 0, validation = 0;  ///< the curves
    bool light = false;
    const ThemeRow* row = &dark_theme;  ///< the roles that saved pictures share
};

const Theme& theme();

/// Of the plates in the halo's colour that labels on pictures stand on: as little as lets every text be read.
inline constexpr float label_plate_opacity = 0.65f;

/// Makes it the current look: colours, and sizes times `scale` (content scale × the user's × presenter's).
void apply_theme(bool light, float scale);

/// Logical pixels to pixels.
float px(float logical);
/// The same, on whole pixels, at least 1: for lines and edges that have to be crisp.
float whole_px(float logical);

/// As ImGui has colours.
constexpr ImU32 packed(Color color) { return IM_COL32(color.red, color.green, color.blue, color.alpha); }

/// Colours of classes and racers: Okabe and Ito's, and three more.
ImU32 class_colour(int index);

/// The same colour, more or less opaque.
ImU32 with_alpha(ImU32 colour, float alpha);
/// Between two colours; share 0 gives the first.
ImU32 mixed(ImU32 first, ImU32 second, float share);
/// Red, green, blue in 0…1, for shaders.
std::array<float, 3> to_rgb(ImU32 colour);

/// Colours for heights, low to high, evenly spaced: viridis.
inline constexpr int height_colour_count = 18;
std::array<std::array<float, 3>, height_colour_count> height_colours();
ImU32 height_colour(float share);
/// Of lines and words on that colour.
ImU32 height_ink(float share);

}  // namespace ravine
