#pragma once
// Where the heights of contours are written into their lines: where a line is straight and level, and few enough.

#include <functional>
#include <span>
#include <vector>

#include "app/pictures/contour_marks.hpp"
#include "app/pictures/label_room.hpp"

namespace ravine {

/// A contour in a picture.
struct DrawnContour {
    std::size_t mark;           ///< index of its mark
    std::vector<Place> places;  ///< a closed line's last place is its first
};

struct ContourLabel {
    std::size_t mark;
    Place middle;
    double height;  ///< of the mark
};

struct ContourLabelLook {
    double text_height = 12;                    ///< in pixels
    std::function<double(std::size_t)> width;   ///< of a mark's label, in pixels
    std::function<double(Place)> slope;         ///< how fast the share changes there, per pixel
    std::span<const ContourLabel> before = {};  ///< where labels stood: they stay there if it is a good place still
};

/// One label for a line, two for a very long one; the strong lines' first, the others' where these are few. Takes their
/// room.
std::vector<ContourLabel> place_contour_labels(std::span<const DrawnContour> lines, std::span<const ContourMark> marks,
                                               const ContourLabelLook& look, LabelRoom& room);

}  // namespace ravine
