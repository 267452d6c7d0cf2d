#pragma once
// Normal draws by the many, in single precision and in vectors: what noise in layers needs for each number of a batch.

#include <cmath>
#include <cstdint>

#include "engine/core/elementary.hpp"
#include "engine/core/host_device.hpp"
#include "engine/core/vector_loop.hpp"

namespace ravine {

/// Two independent standard normal numbers, of two draws (Box and Muller 1958): √(−2·log u)·(cos α, sin α). With 32
/// bits u is not below 2⁻³², so that no number lies further out than 6.7.
struct NormalPair {
    float first, second;
};

RAVINE_HOST_DEVICE RAVINE_LOOP_BODY inline NormalPair normal_pair(std::uint32_t for_radius, std::uint32_t for_angle) {
    const float u = static_cast<float>(static_cast<std::int32_t>(for_radius >> 1)) * 0x1p-31f + 0x1p-32f;
    const float logarithm = logarithm_of(u), radius = std::sqrt(logarithm < 0.f ? -2.f * logarithm : 0.f);
    const std::uint32_t quarter = (for_angle + (1u << 29)) >> 30;
    const float angle = static_cast<float>(static_cast<std::int32_t>(for_angle - (quarter << 30))) * 1.46291808e-9f;
    const float sine = sine_near_zero(angle), cosine = cosine_near_zero(angle);  // times 2π/2³²: within ±π/4
    const float across = (quarter & 1) ? sine : cosine, up = (quarter & 1) ? cosine : sine;
    const bool left = quarter == 1 || quarter == 2, below = quarter >= 2;
    return {left ? -radius * across : radius * across, below ? -radius * up : radius * up};
}

}  // namespace ravine
