#pragma once
// A relief's surface as shapes: what shaders/terrain.vert and .frag draw in the window.

#include "app/pictures/relief/relief_shapes.hpp"

namespace ravine {

/// The surface's cells and the block's sides, lit, from back to front, and thin lines at round numbers of x and y.
void draw_relief_mesh(Drawing& drawing, const ReliefScene& scene, const ShapeLook& look);

}  // namespace ravine
