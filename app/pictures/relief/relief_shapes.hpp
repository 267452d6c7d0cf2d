#pragma once
// Racers' shapes lying on a relief, dimmed where it hides them.

#include "app/pictures/racer_shapes.hpp"
#include "app/pictures/relief/camera.hpp"
#include "app/pictures/relief/sight_line.hpp"
#include "app/pictures/relief/terrain.hpp"

namespace ravine {

/// A terrain as a camera sees it.
struct ReliefScene {
    const Terrain& terrain;
    CameraView view;

    /// So many pixels at the camera's target, in x and in y of the plane.
    std::array<double, 2> extents(double pixels) const;
};

/// Of what is behind the relief.
inline constexpr double hidden_opacity = 0.34;

/// What stands at a place of the relief.
struct StandingPlace {
    Place at;
    double opacity = 1;  ///< less behind the relief
};
/// None outside the terrain's window.
std::optional<StandingPlace> standing_place(const ReliefScene& scene, const Vector3& place);

void draw_parts(Drawing& drawing, std::span<const LinePart> parts, const Stroke& stroke, Color halo,
                const ShapeLook& look);
/// All but path and marks.
void draw_lying(Drawing& drawing, const ReliefScene& scene, const RacerShapes& shapes, const ShapeLook& look);
void draw_marks(Drawing& drawing, const ReliefScene& scene, const RacerShapes& shapes, const ShapeLook& look);

}  // namespace ravine
