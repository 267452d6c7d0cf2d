#pragma once
// Racers' paths over the plane.

#include <imgui.h>

#include "app/window/landscape/race_view.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {

/// The path, with a marker where the racer is now. Nothing of it leaves the frame by more than a line's width, however
/// closely one looks.
void draw_racer(ImDrawList& draw, const PlaneFrame& frame, const RacerView& view);

}  // namespace ravine
