#pragma once
// surface.png: a network's loss on a plane through its parameters, with the path it has gone.

#include <span>

#include "app/pictures/canvas.hpp"
#include "app/pictures/colormaps.hpp"
#include "engine/landscape/loss_plane.hpp"

namespace ravine {

/// Colours and contours of the loss, logarithmic; the path's projection, and in words what share of its motion lies in
/// the plane and how far off it the path gets. `trained` is where the model is now.
Canvas draw_loss_surface(const LossPlane& plane, const LossGrid& grid, std::span<const PlanePoint> path,
                         const PlanePoint& trained, const ColormapRow& map = viridis,
                         const ThemeRow& theme = dark_theme);

}  // namespace ravine
