#pragma once
// The parts that shapes over a surface are made of, wherever they lie.

#include <span>

#include "app/pictures/racer_shapes.hpp"

namespace ravine {

/// Below lines and around marks, so that they stand out from a surface of any colour.
inline constexpr Color shape_halo = {0, 0, 0, 130}, strong_halo = {0, 0, 0, 150};

/// Less of a colour's opacity.
Color dimmed(Color color, double opacity);

/// A line with a halo; `stroke` in pixels.
void draw_haloed(Drawing& drawing, std::span<const Place> line, const Stroke& stroke, Color halo,
                 const ShapeLook& look);

/// How long the head of an arrow of this length is; both in pixels.
double head_length(double arrow, const ShapeLook& look);
void draw_head(Drawing& drawing, Place neck, Place tip, Color color, double opacity, const ShapeLook& look);

void draw_mark(Drawing& drawing, Place at, const ShapeMark& mark, double opacity, const ShapeLook& look);

/// Of words on a plate, in pixels.
struct PlateSize {
    double width, height;
};
PlateSize plate_size(const Drawing& drawing, const std::string& words, const ShapeLook& look);
/// Words on a plate of the theme's halo, at the lower right of a place.
void draw_plate(Drawing& drawing, Place corner, const std::string& words, const ShapeLook& look);

}  // namespace ravine
