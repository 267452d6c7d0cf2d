#pragma once
// Places with a name in a view of a surface: minima and the start. Their words keep out of each other's way.

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "app/pictures/label_room.hpp"
#include "app/pictures/plane_map.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {

/// Words beside a place, where there was room for them.
struct PlaceName {
    Box words;  ///< as large as they are
    std::string text;
};

struct PlaceNameLook {
    double pixel = 1;  ///< pixels per logical pixel
    /// Width and height of words, in pixels.
    std::function<std::array<double, 2>(const std::string& words)> size;
};

/// Beside the start, and beside the minima that are seen, as long as they are few; takes their room.
std::vector<PlaceName> place_names(const PlaneMap& map, const Surface& surface, const std::array<double, 2>& start,
                                   const PlaceNameLook& look, LabelRoom& room);

/// The minima and the start that are seen, as marks in a picture.
void draw_minima(Drawing& drawing, const PlaneMap& map, const Surface& surface);
void draw_start(Drawing& drawing, const PlaneMap& map, const std::array<double, 2>& start);

/// The names as pictures have them: how large they are, and the names themselves.
PlaceNameLook picture_names();
void draw_place_names(Drawing& drawing, const std::vector<PlaceName>& names, const ThemeRow& theme);

}  // namespace ravine
