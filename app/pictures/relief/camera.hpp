#pragma once
// Where a relief is looked at from, and where its places are on the screen.
//
// The relief stands in a box: x in −1 … 1, y in −half_y … half_y, z from the floor 0 up to relief_height.

#include <array>
#include <numbers>

#include "app/pictures/drawing.hpp"
#include "app/pictures/relief/vector3.hpp"

namespace ravine {

inline constexpr double relief_height = 0.5;

/// It looks at `target` from a distance; z is up on the screen.
struct Camera {
    double azimuth = -0.24 * std::numbers::pi;   ///< of the eye as seen from the target: 0 is along x, π/2 along y
    double elevation = 0.26 * std::numbers::pi;  ///< of the eye above the target's level, in radians
    double distance = 5;
    Vector3 target{0, 0, 0.1 * relief_height};

    bool operator==(const Camera&) const = default;
};

inline constexpr double least_distance = 1.2, most_distance = 12;
inline constexpr double most_elevation = 0.495 * std::numbers::pi;

/// The lowest elevation that keeps the eye above the whole box: it is never below the surface, nor inside a hill.
double least_elevation(const Camera& camera);

/// Turns around the target by angles in radians.
void orbit(Camera& camera, double azimuth, double elevation);
/// Moves eye and target; the target stays within the box.
void pan(Camera& camera, const Vector3& by);
/// Makes distances `factor` times as long; `anchor` keeps its place on the screen, as far as the limits allow.
void zoom(Camera& camera, double factor, const Vector3& anchor);

/// A camera's picture in a rectangle of the screen, or of a file.
class CameraView {
  public:
    CameraView(const Camera& camera, const Box& box);

    struct Shown {
        Place at;
        double depth = 0;  ///< along the view direction; in front of the eye where it is above 0
    };
    Shown project(const Vector3& point) const;
    /// The point that is shown there at this depth.
    Vector3 unproject(Place at, double depth) const;
    /// What a movement on the screen, in pixels right and down, is in space at the target's depth.
    Vector3 movement(double right, double down) const;

    const Vector3& eye() const { return eye_; }
    const Box& box() const { return box_; }
    double pixels_per_unit() const { return focal_ / target_depth_; }  ///< at the target's depth
    /// From space to OpenGL's clip coordinates, column by column.
    std::array<float, 16> matrix() const;

  private:
    Vector3 eye_, right_, up_, forward_;
    Box box_;
    double focal_ = 1;  // pixels per unit at depth 1
    double target_depth_ = 1;
};

}  // namespace ravine
