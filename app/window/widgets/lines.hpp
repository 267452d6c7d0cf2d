#pragma once
// Lines and markers over pictures, all anti-aliased.

#include <imgui.h>

#include <span>

namespace ravine {

struct LineLook {
    ImU32 colour = 0;
    float thickness = 1.5f;  ///< in pixels
    ImU32 halo = 0;          ///< not 0: a wider line underneath, to stand out from a picture
    float dash = 0;          ///< not 0: length of dashes and gaps, in pixels
};

/// An open line through the points; places that are not finite break it.
void draw_line(ImDrawList& draw, std::span<const ImVec2> points, const LineLook& look);

/// A large round marker with an edge: where something stands now.
void draw_marker(ImDrawList& draw, ImVec2 at, float radius, ImU32 fill, ImU32 edge);
/// What the pointer is at in another view of the same thing.
void draw_pointed_at(ImDrawList& draw, ImVec2 at, float opacity = 1);
/// Text on a picture, on a plate of the theme's halo, so that it can be read on any colour.
void draw_label(ImDrawList& draw, ImVec2 at, const char* text, ImFont* font, ImU32 colour);

}  // namespace ravine
