#pragma once
// What groups do to predict, whatever they do it for.

#include "engine/compute/kernels/loss_call.hpp"
#include "engine/compute/kernels/operations.hpp"
#include "engine/compute/kernels/samples_view.hpp"

namespace ravine::kernels {

/// Sums over samples.
struct MeasuredSum {
    double loss = 0;
    int correct = 0;
};

/// The inputs and targets of as many samples as the memory is for, from `first` on.
template <class Group, class S>
RAVINE_HOST_DEVICE void load_samples(const Group& group, const SamplesView<S>& samples, int first, const Memory<S>& at,
                                     S* targets) {
    group.for_each((samples.width + 1) * at.samples, [&](int item) {
        const int row = item / at.samples, sample = item % at.samples;
        if (row == samples.width)
            targets[sample] = samples.targets[first + sample];
        else
            at.at(row, sample) =
                samples.inputs[std::size_t(row) * std::size_t(samples.count) + std::size_t(first + sample)];
    });
    group.meet();
}

template <class Group, class S>
RAVINE_HOST_DEVICE void forward_all(const Group& group, const ProgramView& program, const Memory<S>& at) {
    for (int i = 0; i < program.forward_count; ++i) {
        run_forward(group, program.forward[i], at);
        group.meet();
    }
}

/// Of the samples that are loaded, whose classes these are. Every warp adds up for itself.
template <class Group, class S>
RAVINE_HOST_DEVICE MeasuredSum measure_loaded(const Group& group, const ProgramView& program, const LossChoice& loss,
                                              const Memory<S>& at, const S* targets, double* losses,
                                              const int* classes) {
    forward_all(group, program, at);
    run_loss<false>(group, loss, program.shape, at, targets, S(0), losses);
    group.meet();
    MeasuredSum sum;
    sum.loss = group.lanes.template sum<double>(at.samples, [&](int sample) { return losses[sample]; });
    sum.correct = group.lanes.template sum<int>(classes ? at.samples : 0, [&](int sample) {
        return decided_class(&at.at(program.shape.output, sample), program.shape.outputs, at.stride) == classes[sample]
                   ? 1
                   : 0;
    });
    group.meet();  // before the next ones come to the same place
    return sum;
}

}  // namespace ravine::kernels
