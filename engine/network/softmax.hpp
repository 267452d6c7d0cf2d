#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/core/elementary.hpp"
#include "engine/core/host_device.hpp"
#include "engine/core/vector_loop.hpp"

namespace ravine {

/// probabilities[k] = e^(z_k − max z) / Σ: finite for all finite z; in place is allowed.
template <class S>
RAVINE_HOST_DEVICE void softmax(const S* z, S* probabilities, int count) {
    const S most = *std::max_element(z, z + count);
    S sum = 0;
    for (int k = 0; k < count; ++k) sum += probabilities[k] = std::exp(z[k] - most);
    for (int k = 0; k < count; ++k) probabilities[k] /= sum;
}

inline constexpr int softmax_group = 64;  ///< samples whose sums are kept at a time

/// Of two units, to the same bits with one power: that of the larger one is 1.
template <class S>
void softmax_of_pairs(const S* z, S* probabilities, int samples) {
    vector_loop([=]() RAVINE_LOOP_BODY {
        RAVINE_INDEPENDENT
        for (int i = 0; i < samples; ++i) {
            const S first = z[i], second = z[samples + i];
            const S power = exponential_of_negative(-std::abs(first - second)), sum = 1 + power;
            const S larger = 1 / sum, smaller = power / sum;
            probabilities[i] = first < second ? smaller : larger;
            probabilities[samples + i] = first < second ? larger : smaller;
        }
    });
}

/// The same for each sample of [units × samples], row-major.
template <class S>
void softmax_of_samples(const S* z, S* probabilities, int units, int samples) {
    if (units == 2) return softmax_of_pairs(z, probabilities, samples);
    for (int first = 0; first < samples; first += softmax_group) {
        const int count = std::min(softmax_group, samples - first);
        vector_loop([=]() RAVINE_LOOP_BODY {
            S most[softmax_group], sum[softmax_group] = {};
            for (int i = 0; i < count; ++i) most[i] = z[first + i];
            for (int k = 1; k < units; ++k) {
                const S* row = z + std::ptrdiff_t(k) * samples + first;
                for (int i = 0; i < count; ++i) most[i] = most[i] < row[i] ? row[i] : most[i];
            }
            for (int k = 0; k < units; ++k) {
                const std::ptrdiff_t place = std::ptrdiff_t(k) * samples + first;
                for (int i = 0; i < count; ++i) {
                    const S power = exponential_of_negative(z[place + i] - most[i]);
                    probabilities[place + i] = power;
                    sum[i] += power;
                }
            }
            for (int k = 0; k < units; ++k) {
                S* row = probabilities + std::ptrdiff_t(k) * samples + first;
                for (int i = 0; i < count; ++i) row[i] /= sum[i];
            }
        });
    }
}

/// gradient ← pᵢ·(gradientᵢ − Σ pⱼ·gradientⱼ) for each sample of [units × samples], row-major.
template <class S>
void softmax_gradient(const S* probabilities, S* gradient, int units, int samples) {
    for (int first = 0; first < samples; first += softmax_group) {
        const int count = std::min(softmax_group, samples - first);
        vector_loop([=]() RAVINE_LOOP_BODY {
            S mean[softmax_group] = {};
            for (int k = 0; k < units; ++k) {
                const std::ptrdiff_t place = std::ptrdiff_t(k) * samples + first;
                for (int i = 0; i < count; ++i) mean[i] += probabilities[place + i] * gradient[place + i];
            }
            for (int k = 0; k < units; ++k) {
                const std::ptrdiff_t place = std::ptrdiff_t(k) * samples + first;
                for (int i = 0; i < count; ++i)
                    gradient[place + i] = probabilities[place + i] * (gradient[place + i] - mean[i]);
            }
        });
    }
}

/// The same two for one sample, whose units lie `stride` apart.
template <class S>
RAVINE_HOST_DEVICE void softmax_of_column(const S* z, S* probabilities, int units, std::ptrdiff_t stride) {
    S most = z[0], sum = 0;
    for (int k = 1; k < units; ++k) most = most < z[k * stride] ? z[k * stride] : most;
    for (int k = 0; k < units; ++k) sum += probabilities[k * stride] = exponential_of_negative(z[k * stride] - most);
    for (int k = 0; k < units; ++k) probabilities[k * stride] /= sum;
}
template <class S>
RAVINE_HOST_DEVICE void softmax_gradient_of_column(const S* probabilities, S* gradient, int units,
                                                   std::ptrdiff_t stride) {
    S mean = 0;
    for (int k = 0; k < units; ++k) mean += probabilities[k * stride] * gradient[k * stride];
    for (int k = 0; k < units; ++k) gradient[k * stride] = probabilities[k * stride] * (gradient[k * stride] - mean);
}

}  // namespace ravine
