#pragma once
// The two directions in which the path of training has moved most.

#include "engine/landscape/loss_plane.hpp"

namespace ravine {

namespace pca_plane {

/// First and second have length 1 and are orthogonal; the path starts at a ≤ 0 and b ≥ 0. Where the path is a straight
/// line the second direction is a random one.
Result<LossPlane> build(const Model& model, std::span<const double> settings, ThreadPool& pool);

inline constexpr PlaneRow row = {
    .id = "pca",
    .label = "PCA plane",
    .formula = "d₁, d₂: leading eigenvectors of Σₜ (θₜ − θ̄)(θₜ − θ̄)ᵀ",
    .source = "Lorch, Visualizing deep network training trajectories with PCA, 2016; Li et al., 2018",
    .settings = {},
    .build = build,
};

}  // namespace pca_plane
}  // namespace ravine
