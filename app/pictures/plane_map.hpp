#pragma once
// A window of the plane in a picture.

#include <array>

#include "app/pictures/drawing.hpp"
#include "engine/landscape/window.hpp"

namespace ravine {

/// Between numbers of the plane and pixels of a picture; y points up.
struct PlaneMap {
    Box box;
    Window window{-1, 1, -1, 1};

    Place place(double plane_x, double plane_y) const {
        const double right = (plane_x - window.x_least) / (window.x_most - window.x_least);
        const double up = (plane_y - window.y_least) / (window.y_most - window.y_least);
        return {box.left + right * box.width(), box.bottom - up * box.height()};
    }
    /// So many pixels, in x and in y of the plane.
    std::array<double, 2> extents(double pixels) const {
        return {pixels / box.width() * (window.x_most - window.x_least),
                pixels / box.height() * (window.y_most - window.y_least)};
    }
    double x(double pixel) const {
        return window.x_least + (pixel - box.left) / box.width() * (window.x_most - window.x_least);
    }
    double y(double pixel) const {
        return window.y_least + (box.bottom - pixel) / box.height() * (window.y_most - window.y_least);
    }
};

}  // namespace ravine
