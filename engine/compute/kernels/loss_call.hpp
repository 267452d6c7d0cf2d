#pragma once
// A loss by its place in the table.

#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/operation.hpp"
#include "engine/network/losses.hpp"
#include "engine/network/losses/listed.hpp"

namespace ravine::kernels {

/// A loss: its place in losses(), and its settings.
struct LossChoice {
    int place = 0;
    double settings[2] = {};
};

/// The outputs of one sample side by side, as losses take them.
template <class S, int most>
struct Column {
    S numbers[most];

    RAVINE_HOST_DEVICE Column(const S* first, int units, int stride) {
        for (int k = 0; k < most; ++k) numbers[k] = k < units ? first[std::ptrdiff_t(k) * stride] : S(0);
    }
};

/// Calls work(units) with the number of units, which is known to the compiler where it is 1 or 2.
template <class Work>
RAVINE_HOST_DEVICE void with_units(int units, const Work& work) {
    if (units == 1)
        work(std::integral_constant<int, 1>());
    else if (units == 2)
        work(std::integral_constant<int, 2>());
    else
        work(units);
}

/// The most units that so given a number of them can mean.
template <class Units>
inline constexpr int most_units = most_classes;
template <int units>
inline constexpr int most_units<std::integral_constant<int, units>> = units;

/// Sets losses[sample], and ∂L/∂outputs times `scale` where `with_gradient`.
template <bool with_gradient, class Group, class S>
RAVINE_HOST_DEVICE void run_loss(const Group& group, const LossChoice& loss, const ProgramShape& shape,
                                 const Memory<S>& at, const S* targets, S scale, double* losses) {
    visit_type(loss::Listed(), std::size_t(loss.place), [&]<class Loss>() {
        with_units(shape.outputs, [&](auto units) {
            constexpr int most = most_units<decltype(units)>;
            group.for_each(at.samples, [&](int sample) {
                const Column<S, most> outputs(&at.at(shape.output, sample), units, at.stride);
                losses[sample] = Loss::value(outputs.numbers, targets[sample], units, loss.settings);
                if constexpr (with_gradient) {
                    S slopes[most] = {};
                    Loss::gradient(outputs.numbers, targets[sample], slopes, units, scale, loss.settings);
                    for (int k = 0; k < units; ++k) at.at(shape.output_gradient + k, sample) = slopes[k];
                }
            });
        });
    });
}

}  // namespace ravine::kernels
