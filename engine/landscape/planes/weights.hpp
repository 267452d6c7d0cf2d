#pragma once
// Two single parameters: the loss as the lectures draw it, over one weight and another.

#include "engine/landscape/loss_plane.hpp"

namespace ravine {

namespace weights_plane {

inline constexpr Setting settings[] = {
    {"first", "First parameter", "i", "Index into θ of the horizontal axis", 0, 0, 1e9, Scale::integer},
    {"second", "Second parameter", "j", "Index into θ of the vertical axis", 1, 0, 1e9, Scale::integer},
};

Result<LossPlane> build(const Model& model, std::span<const double> settings, ThreadPool& pool);

inline constexpr PlaneRow row = {
    .id = "weights",
    .label = "Two parameters",
    .formula = "d₁ = eᵢ, d₂ = eⱼ",
    .source = "",
    .settings = settings,
    .build = build,
};

}  // namespace weights_plane
}  // namespace ravine
