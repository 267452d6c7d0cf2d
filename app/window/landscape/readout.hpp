#pragma once
// What stands beside the pointer in the top view.

#include <string>

#include "engine/landscape/surface.hpp"

namespace ravine {

/// With so many digits that numbers `resolution` apart differ, three at least: "1.2345678".
std::string resolved_number(double value, double resolution);

/// Place, height and gradient; `pixel_x`, `pixel_y`: a pixel's extents, on which the digits depend.
std::string readout_words(const Surface& surface, double x, double y, double pixel_x, double pixel_y);

}  // namespace ravine
