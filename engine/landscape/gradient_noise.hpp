#pragma once

#include <array>
#include <cstdint>

#include "engine/core/random.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

inline constexpr Setting gradient_noise_setting = {
    "gradient_noise",
    "Gradient noise",
    "σ",
    "Deviation of the Gaussian noise that is added to both components of the gradient, the same for all racers",
    0,
    0,
    100,
    Scale::logarithmic};

/// What is added to the gradient of a step (0 for the first): Gaussian with deviation σ in both components. It depends
/// on the step alone, so that no racer and no start point has better luck.
inline std::array<double, 2> gradient_noise(double sigma, std::uint64_t seed, std::uint64_t step) {
    if (sigma <= 0) return {0, 0};
    RandomStream random(seed, RandomPurpose::gradient_noise, step);
    const double x = sigma * random.normal();
    return {x, sigma * random.normal()};
}

}  // namespace ravine
