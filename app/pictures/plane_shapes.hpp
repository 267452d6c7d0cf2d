#pragma once
// Racers' shapes seen from above.

#include "app/pictures/plane_map.hpp"
#include "app/pictures/racer_shapes.hpp"

namespace ravine {

/// Nothing of them leaves the map's box by more than a line's width, however closely one looks.
void draw_shapes(Drawing& drawing, const PlaneMap& map, const RacerShapes& shapes, const ShapeLook& look);

}  // namespace ravine
