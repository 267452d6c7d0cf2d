#pragma once
// The box that a relief stands in, with numbers along its edges.

#include "app/pictures/relief/relief_shapes.hpp"

namespace ravine {

/// The floor's edges and the two walls behind the terrain, as far as they can be seen, and the axes x, y and f.
void draw_relief_axes(Drawing& drawing, const ReliefScene& scene, const ShapeLook& look);

}  // namespace ravine
