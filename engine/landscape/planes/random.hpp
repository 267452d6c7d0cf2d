#pragma once
// Two random directions, each row of each weight matrix as long as that row of the network: what a step of length 1
// means does then not depend on how the network's weights happen to be scaled.

#include "engine/landscape/loss_plane.hpp"

namespace ravine {

namespace random_plane {

inline constexpr Setting settings[] = {
    {"seed", "Seed", "", "Another number gives two other directions", 1, 1, 1'000'000, Scale::integer},
};

Result<LossPlane> build(const Model& model, std::span<const double> settings, ThreadPool& pool);

inline constexpr PlaneRow row = {
    .id = "random",
    .label = "Two random directions",
    .formula = "d ~ N(0, 1), then for each row of a weight matrix: d ← d · ‖w‖ / ‖d‖; 0 for biases",
    .source = "Li et al., Visualizing the loss landscape of neural nets, 2018",
    .settings = settings,
    .build = build,
};

}  // namespace random_plane
}  // namespace ravine
