#include "engine/landscape/window.hpp"

#include <cmath>

namespace ravine {

Status check_window(const Window& window, std::string_view where) {
    const double extents[] = {window.x_most - window.x_least, window.y_most - window.y_least};
    if (extents[0] > 0 && extents[1] > 0 && std::isfinite(extents[0]) && std::isfinite(extents[1])) return {};
    return input_error("a window without extent", std::string(where), "each least has to be below its most");
}

}  // namespace ravine
