#pragma once
// Places with a name in the top view: minima and the start. Their words keep out of each other's way.

#include <imgui.h>

#include <string>
#include <vector>

#include "app/pictures/label_room.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {

/// Words beside a place, where there was room for them.
struct PlaceLabel {
    ImVec2 corner;
    std::string words;
};

/// Beside the start, and beside the minima that are seen, as long as they are few; takes their room.
std::vector<PlaceLabel> place_labels(const PlaneFrame& frame, const Surface& surface,
                                     const std::array<double, 2>& start, LabelRoom& room);
void draw_place_labels(ImDrawList& draw, const std::vector<PlaceLabel>& labels);

void draw_minima(ImDrawList& draw, const PlaneFrame& frame, const Surface& surface);
void draw_start(ImDrawList& draw, const PlaneFrame& frame, const std::array<double, 2>& start);

}  // namespace ravine
