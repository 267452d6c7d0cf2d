#pragma once
// Exponential functions in single precision without branches or library calls, so that loops over them use the
// processor's vectors and give the same bits on every machine. Relative error below 4e-7; not a number stays so.

#include <bit>
#include <cmath>
#include <cstdint>

namespace ravine {

/// e^x = power · (1 + rest) with power = 2ⁿ and |rest| ≤ 0.42, for |x| ≤ 87.
struct SplitExponential {
    float power;
    float rest;
};

inline SplitExponential split_exponential(float x) {
    constexpr float round_to_whole = 12582912.0f;  // 1.5·2²³: adding it leaves the rounded number in the low bits
    const float shifted = x * 1.44269504f + round_to_whole;
    const float n = shifted - round_to_whole;
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;  // x − n·log 2, in two parts
    const std::uint32_t bits = (std::bit_cast<std::uint32_t>(shifted) + 127u) << 23;
    const float terms = 1 / 2.f + r * (1 / 6.f + r * (1 / 24.f + r * (1 / 120.f + r * (1 / 720.f + r * (1 / 5040.f)))));
    return {std::bit_cast<float>(bits), r + r * r * terms};
}

/// 1 / (1 + e⁻ᶻ), to full relative precision down to z = −87, below which it stays where it is.
inline float sigmoid_of(float z) {
    const float size = std::abs(z);
    const SplitExponential split = split_exponential(-(size > 87.f ? 87.f : size));
    const float e = split.power + split.power * split.rest;
    return (z < 0.f ? e : 1.f) / (1.f + e);
}

/// tanh z = (e²ᶻ − 1) / (e²ᶻ + 1), by e²ᶻ − 1, which is exact near 0.
inline float tanh_of(float z) {
    const float size = 2.f * std::abs(z);
    const SplitExponential split = split_exponential(size > 20.f ? 20.f : size);
    const float e = split.power * split.rest + (split.power - 1.f);
    return std::copysign(e / (e + 2.f), z);
}

inline double sigmoid_of(double z) {
    const double e = std::exp(-std::abs(z));
    return (z < 0 ? e : 1) / (1 + e);
}

inline double tanh_of(double z) { return std::tanh(z); }

}  // namespace ravine
