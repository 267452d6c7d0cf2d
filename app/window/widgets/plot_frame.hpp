#pragma once
// The inner rectangle of a plot with its two axes, and the numbers beside it.

#include <imgui.h>

#include <string_view>

#include "app/pictures/line_share.hpp"

namespace ravine {

struct PlotFrame {
    ImVec2 least, most;
    Axis x, y;

    float place_x(double value) const { return least.x + static_cast<float>(x.share(value)) * (most.x - least.x); }
    float place_y(double value) const { return most.y - static_cast<float>(y.share(value)) * (most.y - least.y); }
    /// Of a line that may leave at the bottom.
    float line_y(double value) const { return most.y - static_cast<float>(line_share(y, value)) * (most.y - least.y); }
};

/// Numbers at the left, and lines across; those whose words would touch the ones before are left out.
void draw_vertical_ticks(ImDrawList& draw, const PlotFrame& frame);
/// Numbers below, and the axis' name at their right.
void draw_horizontal_ticks(ImDrawList& draw, const PlotFrame& frame, std::string_view name);

}  // namespace ravine
