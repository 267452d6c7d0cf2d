#pragma once
// Where the contours of a scale lie: at round heights.

#include <string>
#include <string_view>
#include <vector>

#include "app/pictures/colors.hpp"
#include "app/pictures/height_scale.hpp"

namespace ravine {

struct ContourMark {
    double height = 0;       ///< what the label says: on a logarithmic scale above the floor
    double share = 0;        ///< on the scale
    double gap = 1;          ///< to the nearest line that is as strong, as a share of the scale
    bool is_strong = false;  ///< a power of ten, or the roundest of equal steps
    std::string label;
};

struct ContourMarks {
    std::string name;  ///< what the labels count: "f", "f − min f", or "f − 2.5" where they would all begin alike
    std::vector<ContourMark> marks;
};

/// Of lines and words on a ground of heights' colours: white, or dark where that would not stand out.
Color contour_ink(Color ground);

/// About so many for a large view of a surface; more than the other number are never made.
inline constexpr int view_contours = 18;
inline constexpr std::size_t most_contours = 48;

/// Round heights inside the scale, from low to high: about `wanted` of them in equal steps; on a logarithmic scale
/// over a decade or more 1, 2 and 5 times powers of ten. None where the scale is as narrow as numbers are rounded.
ContourMarks contour_marks(const HeightScale& scale, int wanted, std::string_view quantity = "f");

}  // namespace ravine
