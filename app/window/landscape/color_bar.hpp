#pragma once
// The scale of the heights beside them: their colours with round numbers.

#include <imgui.h>

#include <string>

#include "app/pictures/axis.hpp"
#include "app/pictures/drawing.hpp"
#include "app/pictures/height_scale.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {

/// In the picture's upper right corner, on a plate: a bar of the scale's colours, numbers, and the name of what they
/// count.
struct ColorBar {
    Box plate;  ///< without extent where the picture is too small for a bar
    Axis axis;
    OffsetTicks ticks;
    std::string name;
};

ColorBar color_bar(const PlaneFrame& frame, const HeightScale& scale);
void draw_color_bar(ImDrawList& draw, const ColorBar& bar);

}  // namespace ravine
