#pragma once
// What stands beside the pointer in the top view.

#include <optional>
#include <string>

#include "engine/landscape/race_answers.hpp"

namespace ravine {

/// With so many digits that numbers `resolution` apart differ, three at least: "1.2345678".
std::string resolved_number(double value, double resolution);

struct PanelContext;

/// Place, height and gradient; `pixel_x`, `pixel_y`: a pixel's extents, on which the digits depend. Height and gradient
/// come a moment later where the worker has to find them.
std::string readout_words(const PanelContext& context, const Surface& surface, double x, double y, double pixel_x,
                          double pixel_y);

}  // namespace ravine
