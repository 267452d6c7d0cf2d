#pragma once
// The two directions in which the training loss curves most, at the network as it is.

#include <vector>

#include "engine/landscape/loss_plane.hpp"

namespace ravine {

namespace curvature_plane {

/// The two largest eigenvalues of the training loss's Hessian (penalty not included), with their eigenvectors of length
/// 1. Hessian times vector is a central difference of the exact gradient, in double precision.
struct Curvature {
    std::vector<double> values;                ///< largest first
    std::vector<std::vector<double>> vectors;  ///< [2][parameters]
};

/// Errors: parameters that are not finite, eigenvalues that do not converge.
Result<Curvature> leading_curvature(const Model& model, ThreadPool& pool);

Result<LossPlane> build(const Model& model, std::span<const double> settings, ThreadPool& pool);

inline constexpr PlaneRow row = {
    .id = "curvature",
    .label = "Directions of strongest curvature",
    .formula = "d₁, d₂: eigenvectors of ∇²L with the largest eigenvalues λ₁ ≥ λ₂",
    .source = "Pearlmutter, Fast exact multiplication by the Hessian, 1994; Lanczos 1950",
    .settings = {},
    .build = build,
};

}  // namespace curvature_plane
}  // namespace ravine
