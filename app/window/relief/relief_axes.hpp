#pragma once
// The box that a relief stands in, with numbers along its edges.

#include <imgui.h>

#include "app/pictures/relief/camera.hpp"
#include "app/pictures/relief/terrain.hpp"

namespace ravine {

/// The floor's edges and the two walls behind the terrain, as far as they can be seen, and the axes x, y and f.
void draw_relief_axes(ImDrawList& draw, const Terrain& terrain, const CameraView& view);

}  // namespace ravine
