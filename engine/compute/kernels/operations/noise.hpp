#pragma once
// Dropout and Gaussian noise: the draws of engine/network/layers/noise.cpp, a block of four by each thread.

#include <cmath>

#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/numbers.hpp"
#include "engine/compute/kernels/operation.hpp"
#include "engine/core/normal_draws.hpp"
#include "engine/network/pass.hpp"

namespace ravine::kernels {

/// Calls work(sample, draw, drawn) for each block of four draws, `draws` of which a sample needs; drawn[k] is draw + k.
template <class Group, class S, class Work>
RAVINE_HOST_DEVICE void for_each_draw(const Group& group, const Operation& op, const Memory<S>& at, int draws,
                                      const Work& work) {
    const int blocks = (draws + 3) / 4;
    group.for_each(blocks * at.samples, [&](int item) {
        const int block = item / at.samples, sample = item % at.samples;
        const std::uint64_t first = (std::uint64_t(at.first_sample) + std::uint64_t(sample)) * std::uint64_t(blocks);
        RandomStream random(at.seed, RandomPurpose::layer_noise, layer_noise_stream(op.place, at.step),
                            std::uint32_t(first) + std::uint32_t(block));
        std::uint32_t drawn[4];
        for (std::uint32_t& draw : drawn) draw = random.bits();
        work(sample, 4 * block, drawn);
    });
}

/// The factors, 0 or 1/(1 − p), are rows of its own. 16 bits say whether a unit is dropped: two units share a draw.
struct Dropout {
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        if (!at.training) {
            for_each_number(group, op.outputs, at, [&](int unit, int sample) {
                at.at(op.own + unit, sample) = S(1);
                at.at(op.out + unit, sample) = at.at(op.in + unit, sample);
            });
            return;
        }
        const int dropped = int(op.settings[0] * 0x1p16 + 0.5);
        const S scale = S(1 / (1 - op.settings[0]));
        for_each_draw(group, op, at, (op.outputs + 1) / 2, [&](int sample, int draw, const std::uint32_t* drawn) {
            for (int unit = 2 * draw; unit < op.outputs && unit < 2 * draw + 8; ++unit) {
                const std::uint32_t bits = drawn[unit / 2 - draw] >> (unit % 2 * 16) & 0xffffu;
                const S factor = S(int(bits) >= dropped) * scale;
                at.at(op.own + unit, sample) = factor;
                at.at(op.out + unit, sample) = at.at(op.in + unit, sample) * factor;
            }
        });
    }

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        if (op.in_gradient == none) return;
        for_each_number(group, op.outputs, at, [&](int unit, int sample) {
            at.at(op.in_gradient + unit, sample) = at.at(op.out_gradient + unit, sample) * at.at(op.own + unit, sample);
        });
    }
};

struct GaussianNoise {
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        if (!at.training) return copy(group, op.in, op.out, op.outputs, at);
        const S deviation = S(op.settings[0]);
        for_each_draw(group, op, at, op.outputs, [&](int sample, int draw, const std::uint32_t* drawn) {
            for (int unit = draw; unit < op.outputs && unit < draw + 4; unit += 2, drawn += 2) {
                const NormalPair pair = normal_pair(drawn[0], drawn[1]);
                at.at(op.out + unit, sample) = at.at(op.in + unit, sample) + deviation * S(pair.first);
                if (unit + 1 < op.outputs)
                    at.at(op.out + unit + 1, sample) = at.at(op.in + unit + 1, sample) + deviation * S(pair.second);
            }
        });
    }

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        if (op.in_gradient != none) copy(group, op.out_gradient, op.in_gradient, op.outputs, at);
    }

  private:
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void copy(const Group& group, int from, int to, int rows, const Memory<S>& at) {
        for_each_number(group, rows, at,
                        [&](int row, int sample) { at.at(to + row, sample) = at.at(from + row, sample); });
    }
};

}  // namespace ravine::kernels
