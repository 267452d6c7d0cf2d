#pragma once
// What the rows of the plane table share: coordinates on a plane, the path they are drawn for, and the window around
// it.

#include <Eigen/Core>

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "engine/landscape/loss_plane.hpp"

namespace ravine {

/// A parameter vector as numbers for Eigen.
inline auto as_vector(std::span<const float> parameters) {
    return Eigen::Map<const Eigen::VectorXf>(parameters.data(), static_cast<Eigen::Index>(parameters.size()));
}
/// The part of a model's numbers that is learned.
std::span<const float> learned(const Model& model, std::span<const float> parameters);
std::vector<float> to_floats(const Eigen::VectorXd& vector);

/// Finds coordinates on one plane. Directions that are parallel or zero give 0 for the coordinate that is then free.
class PlaneProjector {
  public:
    explicit PlaneProjector(const LossPlane& plane);

    PlanePoint project(std::span<const float> parameters, std::uint64_t step) const;
    /// Coordinates along two orthonormal directions that span the plane.
    Eigen::Vector2d orthonormal(std::span<const float> parameters) const;

  private:
    auto way(std::span<const float> parameters) const {  // not a vector yet: there may be millions
        return as_vector(parameters.first(static_cast<std::size_t>(origin_.size()))).cast<double>() - origin_;
    }

    Eigen::VectorXd origin_;
    Eigen::MatrixX2d basis_;      // orthonormal: first = basis · first column of directions_, second likewise
    Eigen::Matrix2d directions_;  // upper triangular
};

/// The points of the model's path that are finite, and its present parameters as the newest one.
std::vector<PathPoint> finite_path(const Model& model);

/// Share of the path's variance about its mean that lies in the plane; 0 where the path has not moved.
double explained_share(const LossPlane& plane, std::span<const PathPoint> path, ThreadPool& pool);

/// The square ±1 together with the path's margin around it.
std::array<double, 4> window_of_unit_square_and_path(const LossPlane& plane, std::span<const PathPoint> path,
                                                     ThreadPool& pool);
/// The path with a margin; the shorter side is at least 0.6 of the longer one, so that angles stay readable.
std::array<double, 4> window_of_path(const LossPlane& plane, std::span<const PathPoint> path, ThreadPool& pool);

using PathWindow = decltype(window_of_path);

/// A plane of the model with these directions, with its share of the motion and its window.
LossPlane make_plane(std::string_view kind, const Model& model, std::vector<float> first, std::vector<float> second,
                     std::array<std::string, 2> labels, ThreadPool& pool,
                     PathWindow* window = window_of_unit_square_and_path);

/// An error where the parameters are not finite: nothing around them can be shown.
Status check_parameters(const Model& model);

}  // namespace ravine
