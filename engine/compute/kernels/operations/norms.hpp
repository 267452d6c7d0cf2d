#pragma once
// Batch and layer normalisation, as engine/network/layers/batch_norm.hpp and layer_norm.hpp define them.

#include <cmath>

#include "engine/compute/kernels/finite.hpp"
#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/operation.hpp"

namespace ravine::kernels {

/// gradient ← gradient + share where it adds, else share.
template <class S>
RAVINE_HOST_DEVICE void give(S& gradient, S share, bool adds) {
    gradient = (adds ? gradient : S(0)) + share;
}

/// One warp normalises a unit. Statistics are, for each unit, mean and variance that it normalises with, and 1/√(σ² +
/// ε).
struct BatchNorm {
    template <class S>
    RAVINE_HOST_DEVICE static bool uses_batch(const Memory<S>& at) {
        return at.training && at.samples > 1;
    }

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        const S *gamma = at.parameters + op.parameters, *beta = gamma + op.outputs;
        const S *running_mean = at.buffers + op.buffers, *running_variance = running_mean + op.outputs;
        S *means = at.statistics + op.statistics, *variances = means + op.outputs, *scales = variances + op.outputs;
        group.for_each_row(op.outputs, [&](int unit, const Lanes& lanes) {
            const S* z = at.row(op.in + unit);
            S mean = running_mean[unit], variance = running_variance[unit];
            if (uses_batch(at)) {
                mean = S(lanes.template sum<double>(at.samples, [&](int i) { return double(z[i]); }) / at.samples);
                variance = S(lanes.template sum<double>(at.samples, [&](int i) {
                    const double apart = double(z[i]) - double(mean);
                    return apart * apart;
                }) / at.samples);
            }
            const S scale = S(1 / std::sqrt(double(variance) + op.settings[1]));
            if (lanes.is_first()) means[unit] = mean, variances[unit] = variance, scales[unit] = scale;
            S* y = at.row(op.out + unit);
            lanes.for_each(at.samples, [&](int i) { y[i] = (z[i] - mean) * scale * gamma[unit] + beta[unit]; });
        });
    }

    /// ∂L/∂z = γ/√(σ² + ε)·(∂L/∂y − (∂L/∂β + ẑ·∂L/∂γ)/m); the second part is 0 where μ and σ are the running ones.
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        const S* gamma = at.parameters + op.parameters;
        const S *means = at.statistics + op.statistics, *scales = means + 2 * op.outputs;
        S *of_gamma = at.gradient + op.parameters, *of_beta = of_gamma + op.outputs;
        const S share = uses_batch(at) ? S(1) / S(at.samples) : S(0);
        group.for_each_row(op.outputs, [&](int unit, const Lanes& lanes) {
            const S *z = at.row(op.in + unit), *of_y = at.row(op.out_gradient + unit);
            const S mean = means[unit], scale = scales[unit];
            const S by_gamma = S(lanes.template sum<double>(
                        at.samples, [&](int i) { return double((z[i] - mean) * scale) * double(of_y[i]); })),
                    by_beta = S(lanes.template sum<double>(at.samples, [&](int i) { return double(of_y[i]); }));
            if (lanes.is_first()) {
                give(of_gamma[unit], by_gamma, at.adds);
                give(of_beta[unit], by_beta, at.adds);
            }
            if (op.in_gradient == none) return;
            S* of_z = at.row(op.in_gradient + unit);
            lanes.for_each(at.samples, [&](int i) {
                const S normalised = (z[i] - mean) * scale;
                of_z[i] = gamma[unit] * scale * (of_y[i] - share * (by_beta + normalised * by_gamma));
            });
        });
    }

    /// What is remembered of this batch. Raises `not_finite` where that is not finite.
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void remember(const Group& group, const Operation& op, const Memory<S>& at, S* buffers,
                                            int* not_finite) {
        if (!uses_batch(at)) return;
        const double momentum = op.settings[0], unbiased = double(at.samples) / (at.samples - 1);
        const S* batch = at.statistics + op.statistics;
        S* running = buffers + op.buffers;
        group.for_each(2 * op.outputs, [&](int i) {
            const double now = double(batch[i]) * (i < op.outputs ? 1 : unbiased);
            running[i] = S((1 - momentum) * double(running[i]) + momentum * now);
            if (!is_finite(running[i])) raise(not_finite);
        });
    }
};

/// One thread normalises a sample; its mean and scale are rows of its own.
struct LayerNorm {
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        const S *gamma = at.parameters + op.parameters, *beta = gamma + op.outputs;
        const S part = S(1) / S(op.outputs);
        group.for_each(at.samples, [&](int sample) {
            const auto z = [&](int unit) { return at.at(op.in + unit, sample); };
            S sum = 0, rest = 0, squares = 0;
            for (int unit = 0; unit < op.outputs; ++unit) sum += z(unit);
            const S about = sum * part;
            for (int unit = 0; unit < op.outputs; ++unit) {
                const S apart = z(unit) - about;
                rest += apart;
                squares += apart * apart;
            }
            rest *= part;
            const S variance = squares * part - rest * rest, mean = about + rest;
            const S scale = S(1) / std::sqrt((variance < S(0) ? S(0) : variance) + S(op.settings[0]));
            at.at(op.own, sample) = mean;
            at.at(op.own + 1, sample) = scale;
            for (int unit = 0; unit < op.outputs; ++unit)
                at.at(op.out + unit, sample) = (z(unit) - mean) * scale * gamma[unit] + beta[unit];
        });
    }

    /// Parameters by warps, one unit each; inputs by threads, one sample each.
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        const S *gamma = at.parameters + op.parameters, *mean = at.row(op.own), *scale = at.row(op.own + 1);
        S *of_gamma = at.gradient + op.parameters, *of_beta = of_gamma + op.outputs;
        group.for_each_row(op.outputs, [&](int unit, const Lanes& lanes) {
            const S *z = at.row(op.in + unit), *of_y = at.row(op.out_gradient + unit);
            const S by_gamma =
                        lanes.template sum<S>(at.samples, [&](int i) { return (z[i] - mean[i]) * scale[i] * of_y[i]; }),
                    by_beta = lanes.template sum<S>(at.samples, [&](int i) { return of_y[i]; });
            if (!lanes.is_first()) return;
            give(of_gamma[unit], by_gamma, at.adds);
            give(of_beta[unit], by_beta, at.adds);
        });
        if (op.in_gradient == none) return;
        const S part = S(1) / S(op.outputs);
        group.for_each(at.samples, [&](int sample) {
            const auto normalised = [&](int unit) {
                return (at.at(op.in + unit, sample) - mean[sample]) * scale[sample];
            };
            const auto of_normalised = [&](int unit) { return at.at(op.out_gradient + unit, sample) * gamma[unit]; };
            S sum = 0, along = 0;
            for (int unit = 0; unit < op.outputs; ++unit) {
                sum += of_normalised(unit);
                along += of_normalised(unit) * normalised(unit);
            }
            for (int unit = 0; unit < op.outputs; ++unit)
                at.at(op.in_gradient + unit, sample) =
                    scale[sample] * (of_normalised(unit) - part * (sum + normalised(unit) * along));
        });
    }
};

}  // namespace ravine::kernels
