#pragma once
// Racers' paths over the plane.

#include <imgui.h>

#include "app/window/landscape/race_view.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {

/// Nothing of it leaves the frame by more than a line's width, however closely one looks.
void draw_path(ImDrawList& draw, const PlaneFrame& frame, const RacerView& view);
/// Where the racer is now.
void draw_racer_marker(ImDrawList& draw, const PlaneFrame& frame, const RacerView& view);

}  // namespace ravine
