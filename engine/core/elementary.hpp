#pragma once
// Exponentials, logarithms, the normal distribution and sine in single precision without branches or library calls, so
// that loops over them use the processor's vectors, and no library's version shows in their bits. Relative error below
// 8e-7; not a number stays so.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "engine/core/host_device.hpp"

namespace ravine {

/// e^x = power · (1 + rest) with power = 2ⁿ and |rest| ≤ 0.42, for |x| ≤ 87.
struct SplitExponential {
    float power;
    float rest;
};

RAVINE_HOST_DEVICE inline SplitExponential split_exponential(float x) {
    constexpr float round_to_whole = 12582912.0f;  // 1.5·2²³: adding it leaves the rounded number in the low bits
    const float shifted = x * 1.44269504f + round_to_whole;
    const float n = shifted - round_to_whole;
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;  // x − n·log 2, in two parts
    const std::uint32_t bits = (std::bit_cast<std::uint32_t>(shifted) + 127u) << 23;
    const float terms = 1 / 2.f + r * (1 / 6.f + r * (1 / 24.f + r * (1 / 120.f + r * (1 / 720.f + r * (1 / 5040.f)))));
    return {std::bit_cast<float>(bits), r + r * r * terms};
}

/// 1 / (1 + e⁻ᶻ), to full relative precision down to z = −87, below which it stays where it is.
RAVINE_HOST_DEVICE inline float sigmoid_of(float z) {
    const float size = std::abs(z);
    const SplitExponential split = split_exponential(-(size > 87.f ? 87.f : size));
    const float e = split.power + split.power * split.rest;
    return (z < 0.f ? e : 1.f) / (1.f + e);
}

/// Bounds whose values are not in sight here: of `most < a ? most : a`, which lets pass what is not a number, GCC makes
/// one instruction where it does not know `most`, else two.
extern const float unseen_one, unseen_saturation;  ///< 1, and the square of 8.9975

/// The same on a GPU, which sees no constants of the processor's memory.
#ifdef __CUDA_ARCH__
#define RAVINE_UNSEEN(name, number) (number)
#else
#define RAVINE_UNSEEN(name, number) (name)
#endif

/// tanh z as z·P(z²)/Q(z²); ±1 where |z| ≥ 8.9975. The coefficients are a minimax fit at 4,000 Chebyshev points
/// (relative error 2e-8).
RAVINE_HOST_DEVICE inline float tanh_of(float z) {
    const float one = RAVINE_UNSEEN(unseen_one, 1.f), most = RAVINE_UNSEEN(unseen_saturation, 8.9975f * 8.9975f);
    const float square = z * z, q = most < square ? most : square;
    const float p = 1.f + q * (0.13381025f + q * (0.0034955873f + q * (2.0609068e-5f + q * 1.3354645e-8f)));
    const float a = z * p / (1.f + q * (0.46714342f + q * (0.025876978f + q * (0.00032856333f + q * 7.7765515e-7f))));
    const float below = one < a ? one : a;
    return -one > below ? -one : below;
}

/// e^x − 1 for x ≤ 0, exact near 0.
RAVINE_HOST_DEVICE inline float exponential_minus_one(float x) {
    const SplitExponential split = split_exponential(x < -87.f ? -87.f : x);
    return split.power * split.rest + (split.power - 1.f);
}

/// e^x for x ≤ 0; 0 below −87.
RAVINE_HOST_DEVICE inline float exponential_of_negative(float x) {
    const SplitExponential split = split_exponential(x < -87.f ? -87.f : x);
    return x < -87.f ? 0.f : split.power + split.power * split.rest;
}

/// log(1 + e^z) = max(0, z) + log(1 + e^−|z|), the logarithm as 2·artanh(e / (2 + e)).
RAVINE_HOST_DEVICE inline float softplus_of(float z) {
    const float size = std::abs(z);
    const SplitExponential split = split_exponential(-(size > 87.f ? 87.f : size));
    const float e = split.power + split.power * split.rest;
    const float s = e / (2.f + e), q = s * s;
    const float terms =
        q * (1 / 3.f + q * (1 / 5.f + q * (1 / 7.f + q * (1 / 9.f + q * (1 / 11.f + q * (1 / 13.f + q / 15.f))))));
    return (z > 0.f ? z : 0.f) + 2.f * (s + s * terms);
}

/// e^(−u²/2) for 0 ≤ u ≤ 13: u² is taken in two parts, as its rounding would show in the result.
RAVINE_HOST_DEVICE inline float bell_of(float u) {
    const float head = std::bit_cast<float>(std::bit_cast<std::uint32_t>(u) & 0xFFFFF000u);  // its square is exact
    const SplitExponential large = split_exponential(-0.5f * (head * head));
    const SplitExponential small = split_exponential(-0.5f * ((u - head) * (u + head)));
    return (large.power + large.power * large.rest) * (small.power + small.power * small.rest);
}

/// Φ(z), the normal distribution. Its tail divided by e^(−z²/2) is t·polynomial(t) with t = 1 / (1 + 0.35·|z|); the
/// coefficients are a least-squares fit at 400 Chebyshev points to 40-digit values (relative error 4e-8).
RAVINE_HOST_DEVICE inline float normal_distribution(float z) {
    const float size = std::abs(z), u = size > 13.f ? 13.f : size, t = 1.f / (1.f + 0.35f * u);
    const float high = 0.163379192f + t * (-0.259547651f + t * (0.145892501f + t * -0.0295525696f));
    const float low = 0.139895558f + t * (0.119570151f + t * (0.106614001f + t * (-0.0258708354f + t * high)));
    const float tail = bell_of(u) * (t * (0.139619619f + t * low));
    return z < 0.f ? tail : 1.f - tail;
}

/// e^(−z²/2) / √(2π)
RAVINE_HOST_DEVICE inline float normal_density(float z) {
    const float size = std::abs(z);
    return 0.398942280f * bell_of(size > 13.f ? 13.f : size);
}

/// For |r| ≤ 0.8.
RAVINE_HOST_DEVICE inline float sine_near_zero(float r) {
    const float q = r * r;
    return r + r * q * (-1 / 6.f + q * (1 / 120.f + q * (-1 / 5040.f + q / 362880.f)));
}
RAVINE_HOST_DEVICE inline float cosine_near_zero(float r) {
    const float q = r * r;
    return 1.f + q * (-1 / 2.f + q * (1 / 24.f + q * (-1 / 720.f + q * (1 / 40320.f + q / -3628800.f))));
}

/// sin(z + quarters·π/2). The multiple of π/2 is taken off in double precision, in two parts: the phase is right to
/// 1e-10 up to |z| = 1e6, and lost where neighbouring numbers are many turns apart.
RAVINE_HOST_DEVICE inline float turned_sine(float z, std::uint64_t quarters) {
    constexpr double round_to_whole = 6755399441055744.0;  // 1.5·2⁵²
    const double shifted = double(z) * 0.63661977236758134 + round_to_whole, n = shifted - round_to_whole;
    const float near = float((double(z) - n * 1.57079632673412561) - n * 6.07710050650619225e-11);
    const float r = near > 0.8f ? 0.8f : near < -0.8f ? -0.8f : near;
    const float sine = sine_near_zero(r), cosine = cosine_near_zero(r);
    const std::uint64_t turn = std::bit_cast<std::uint64_t>(shifted) + quarters;
    const float size = (turn & 1) ? cosine : sine;
    return (turn & 2) ? -size : size;
}

/// log x for normal x > 0: of the power of 2, and of the rest m between √½ and √2 as 2·artanh((m − 1) / (m + 1)).
RAVINE_HOST_DEVICE inline float logarithm_of(float x) {
    constexpr std::int32_t root_of_half = 0x3f3504f3;
    const std::int32_t bits = std::bit_cast<std::int32_t>(x), power = (bits - root_of_half) >> 23;
    const float m = std::bit_cast<float>(bits - (power << 23)), s = (m - 1.f) / (m + 1.f), q = s * s;
    const float terms = q * (1 / 3.f + q * (1 / 5.f + q * (1 / 7.f + q * (1 / 9.f + q / 11.f))));
    return static_cast<float>(power) * 0.693147181f + 2.f * (s + s * terms);
}

RAVINE_HOST_DEVICE inline float sine_of(float z) { return turned_sine(z, 0); }
RAVINE_HOST_DEVICE inline float cosine_of(float z) { return turned_sine(z, 1); }

RAVINE_HOST_DEVICE inline double sigmoid_of(double z) {
    const double e = std::exp(-std::abs(z));
    return (z < 0 ? e : 1) / (1 + e);
}

RAVINE_HOST_DEVICE inline double tanh_of(double z) { return std::tanh(z); }
RAVINE_HOST_DEVICE inline double exponential_of_negative(double x) { return std::exp(x); }
RAVINE_HOST_DEVICE inline double exponential_minus_one(double x) { return std::expm1(x); }
RAVINE_HOST_DEVICE inline double softplus_of(double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))); }
RAVINE_HOST_DEVICE inline double normal_distribution(double z) { return std::erfc(-z * std::numbers::sqrt2 / 2) / 2; }
RAVINE_HOST_DEVICE inline double normal_density(double z) {
    return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}
RAVINE_HOST_DEVICE inline double sine_of(double z) { return std::sin(z); }
RAVINE_HOST_DEVICE inline double cosine_of(double z) { return std::cos(z); }

}  // namespace ravine
