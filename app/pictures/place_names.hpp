#pragma once
// Places with a name in a view of a surface from above: minima and the start. Their words keep out of each other's way.

#include <array>
#include <string>
#include <vector>

#include "app/pictures/label_room.hpp"
#include "app/pictures/plane_map.hpp"
#include "app/pictures/racer_shapes.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {

/// Words beside a place, where there was room for them.
struct PlaceName {
    Place corner;  ///< upper left
    std::string words;
};

/// Beside the start, and beside the minima that are seen, as long as they are few; takes their room. The drawing tells
/// how wide words are.
std::vector<PlaceName> place_names(const Drawing& drawing, const PlaneMap& map, const Surface& surface,
                                   const std::array<double, 2>& start, const ShapeLook& look, LabelRoom& room);
void draw_place_names(Drawing& drawing, const std::vector<PlaceName>& names, const ShapeLook& look);

/// Marks of the minima and of the start, as far as they are seen.
void draw_minima(Drawing& drawing, const PlaneMap& map, const Surface& surface, const ShapeLook& look);
void draw_start(Drawing& drawing, const PlaneMap& map, const std::array<double, 2>& start, const ShapeLook& look);

}  // namespace ravine
