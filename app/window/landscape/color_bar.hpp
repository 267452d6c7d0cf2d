#pragma once
// The scale of the heights beside them: their colours with round numbers.

#include <imgui.h>

#include <string>
#include <vector>

#include "app/pictures/contour_marks.hpp"
#include "app/pictures/drawing.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {

/// In the picture's upper right corner, on a plate: a bar of the scale's colours, numbers, and the name of what they
/// count.
struct ColorBar {
    Box plate;                       ///< without extent where the picture is too small for a bar
    std::vector<ContourMark> marks;  ///< the heights that are named, from low to high
    std::string name;
};

ColorBar color_bar(const PlaneFrame& frame, const ContourMarks& contours);
void draw_color_bar(ImDrawList& draw, const ColorBar& bar);

}  // namespace ravine
