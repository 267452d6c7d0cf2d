#pragma once
// Basins of attraction in place of the top view's heights: where the selected racer's optimizer would come from every
// start point.

#include <optional>
#include <string>

#include "app/pictures/drawing.hpp"
#include "app/window/pictures/height_view.hpp"

namespace ravine {

struct PanelContext;
struct PlaneFrame;

/// Asks for the map of the window that the top view has asked heights for.
void ask_basins(PanelContext& context);
/// The map, as far as it is there, in the frame, below the contours of the heights, if there are some.
void draw_basins(PanelContext& context, const PlaneFrame& frame, const std::optional<HeightField>& heights);
/// What its colours mean, on a plate in the frame's upper right corner that gives way to the pointer.
Box basin_plate(const PanelContext& context, const PlaneFrame& frame);
void draw_basin_legend(PanelContext& context, const PlaneFrame& frame);
/// What the map says of a start point: "→ (3.00, 2.00) after 87 steps"; nothing outside of it.
std::string basin_words(const PanelContext& context, double x, double y);

}  // namespace ravine
