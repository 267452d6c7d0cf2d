#pragma once
// Lines in space as they are drawn: parted where they go behind the terrain and come out again.

#include <span>
#include <vector>

#include "app/pictures/relief/camera.hpp"
#include "app/pictures/relief/terrain.hpp"

namespace ravine {

/// A part of a line on the screen.
struct LinePart {
    std::vector<Place> points;
    bool is_hidden = false;
};

/// A straight line from one point to another.
std::vector<LinePart> straight_line(const Terrain& terrain, const CameraView& view, const Vector3& from,
                                    const Vector3& to);

/// A path over the terrain: between its points it lies as high above the surface as they do. What is beyond the
/// terrain's window is left out. Places that are not finite part it.
std::vector<LinePart> path_line(const Terrain& terrain, const CameraView& view, std::span<const Vector3> path);
/// True where it is over the terrain's own window.
bool is_inside(const Terrain& terrain, const Vector3& place);

}  // namespace ravine
