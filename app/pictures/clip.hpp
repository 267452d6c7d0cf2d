#pragma once
// Lines cut off at the edges of a box.

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "app/pictures/drawing.hpp"

namespace ravine {

/// What of the segment lies in the box, edges included: Liang and Barsky, ACM Transactions on Graphics 3(1), 1984. None
/// where nothing does or an end is not finite.
std::optional<std::pair<Place, Place>> clip_segment(Place from, Place to, const Box& box);

/// The parts of the line that lie in the box. Places that are not finite break the line.
std::vector<std::vector<Place>> clip_line(std::span<const Place> line, const Box& box);

}  // namespace ravine
