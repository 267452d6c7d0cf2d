#pragma once
// Samples that go through a network to be measured or seen: a block takes some of them at a time, in memory of its own.

#include "engine/compute/kernels/loss_call.hpp"
#include "engine/compute/kernels/operations.hpp"
#include "engine/compute/kernels/predicting.hpp"
#include "engine/compute/kernels/samples_view.hpp"
#include "engine/compute/kernels/working_memory.hpp"

namespace ravine::kernels {

/// What samples go through.
struct PredictionTask {
    ProgramView program;
    LossChoice loss;
    int most_samples = 0;  ///< at a time
};

/// The arrays that a group predicts in.
template <class S>
struct PredictionMemory {
    Near<double> losses;
    Near<Operation> operations;
    Near<S> parameters, gradient, rows, statistics, targets;

    RAVINE_HOST_DEVICE PredictionMemory(WorkingMemory& memory, const PredictionTask& task, bool with_gradient) {
        const ProgramShape& shape = task.program.shape;
        const auto samples = std::size_t(task.most_samples), count = std::size_t(shape.parameters);
        losses = memory.take<double>(samples);
        operations = memory.take<Operation>(std::size_t(task.program.operations()));
        parameters = memory.take<S>(count + std::size_t(shape.buffers));
        gradient = memory.take<S>(with_gradient ? count : 0);
        rows = memory.take<S>(std::size_t(with_gradient ? shape.rows : shape.value_rows) *
                              std::size_t(block_stride(task.most_samples)));
        statistics = memory.take<S>(std::size_t(shape.statistics));
        targets = memory.take<S>(samples);
    }
};

/// Number i of θ = origin + a·first + b·second, or of the buffers behind it, which are the origin's.
RAVINE_HOST_DEVICE inline float on_plane(const float* origin, const float* first, const float* second, float a, float b,
                                         int i, int parameters) {
    return i < parameters ? origin[i] + a * first[i] + b * second[i] : origin[i];
}

/// One group's work: parameters are set first, then samples are measured in parts.
template <class S, class Group>
class PredictingBlock {
  public:
    RAVINE_HOST_DEVICE PredictingBlock(const Group& group, const PredictionTask& task, WorkingMemory memory,
                                       bool with_gradient = false)
        : group_(group),
          task_(task),
          own_(memory, task, with_gradient),
          program_(task.program.nearer(group, own_.operations.get())) {}

    /// parameter(i) for θ and buffers.
    template <class Parameter>
    RAVINE_HOST_DEVICE void set_parameters(const Parameter& parameter) {
        group_.for_each(program_.shape.parameters + program_.shape.buffers,
                        [&](int i) { own_.parameters.get()[i] = parameter(i); });
        group_.meet();
    }

    RAVINE_HOST_DEVICE Memory<S> memory_of(int samples) const {
        Memory<S> at = {own_.parameters.get(), own_.parameters.get() + program_.shape.parameters, own_.gradient.get(),
                        own_.rows.get(), own_.statistics.get()};
        at.stride = block_stride(task_.most_samples);
        at.samples = samples;
        return at;
    }

    RAVINE_HOST_DEVICE void forward(const Memory<S>& at) { forward_all(group_, program_, at); }

    /// Of the samples from `first` on. Every warp adds up for itself.
    RAVINE_HOST_DEVICE MeasuredSum measure(const SamplesView<S>& samples, int first, int count) {
        const Memory<S> at = memory_of(count);
        load_samples(group_, samples, first, at, own_.targets.get());
        return measure_loaded(group_, program_, task_.loss, at, own_.targets.get(), own_.losses.get(),
                              samples.classes ? samples.classes + first : nullptr);
    }

    /// Sets the gradient of the loss of the samples from `first` on, times `scale`; returns the sum of their losses.
    RAVINE_HOST_DEVICE double measure_gradient(const SamplesView<S>& samples, int first, int count, S scale,
                                               S* gradient) {
        const Memory<S> at = memory_of(count);
        load_samples(group_, samples, first, at, own_.targets.get());
        forward(at);
        run_loss<true>(group_, task_.loss, program_.shape, at, own_.targets.get(), scale, own_.losses.get());
        group_.meet();
        for (int i = 0; i < program_.backward_count; ++i) {
            run_backward(group_, program_.backward[i], at);
            group_.meet();
        }
        copy(group_, own_.gradient.get(), gradient, program_.shape.parameters);
        return group_.lanes.template sum<double>(count, [&](int sample) { return own_.losses.get()[sample]; });
    }

  private:
    const Group group_;
    const PredictionTask& task_;
    PredictionMemory<S> own_;
    ProgramView program_;
};

}  // namespace ravine::kernels
