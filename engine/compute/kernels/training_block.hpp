#pragma once
// Many steps of training by one group of threads, with all that they change in memory of its own: the shared memory of
// one block of a GPU, where a small network costs no launches and no ways to the device's memory.

#include <cstddef>
#include <cstdint>

#include "engine/compute/kernels/learning.hpp"
#include "engine/compute/kernels/loss_call.hpp"
#include "engine/compute/kernels/operations.hpp"
#include "engine/compute/kernels/predicting.hpp"
#include "engine/compute/kernels/samples_view.hpp"
#include "engine/compute/kernels/working_memory.hpp"

namespace ravine::kernels {

/// What is trained, and how.
template <class S>
struct LearningTask {
    ProgramView program;
    LossChoice loss;
    Regularization regularization;
    int rule = 0;           ///< place in FirstOrderRules
    int state_vectors = 0;  ///< of that rule
    std::uint64_t seed = 0;
    int most_samples = 0;  ///< of a step
};

/// A step, as StepOrder has it.
template <class S>
struct BlockStep {
    int first_index;  ///< of its samples' among all indices
    int samples;
    S kept;              ///< factor of weights by decoupled decay
    std::uint64_t step;  ///< Pass::step
};

/// Where a group finds the steps.
template <class S>
struct StepsView {
    const BlockStep<S>* steps;
    const std::byte* rules;  ///< the rule's objects, one for each step
    int count;
    const std::uint32_t* indices;
    const S* disturbed;  ///< inputs of all steps' samples [width × indices], or null: the samples' own
    int index_count;
};

/// What steps change, in memory that stays: θ and buffers, the rule's vectors, and what LastStep has.
template <class S>
struct StateView {
    S *parameters, *vectors, *gradient, *before;
};

/// What went wrong in a step; the first that holds.
enum class NotFinite : int { nothing, loss, weight, statistic };

struct StepsEnd {
    int taken;
    NotFinite not_finite;
    double loss;
};

/// The arrays that a group trains in.
template <class S>
struct TrainingMemory {
    Near<double> losses;
    Near<Operation> operations;
    Near<int> flags;  ///< [2]: a weight, a running statistic is not finite
    Near<S> parameters, gradient, vectors, before, rows, statistics, targets;

    RAVINE_HOST_DEVICE TrainingMemory(WorkingMemory& memory, const LearningTask<S>& task) {
        const ProgramShape& shape = task.program.shape;
        const auto count = std::size_t(shape.parameters), samples = std::size_t(task.most_samples);
        losses = memory.take<double>(samples);
        operations = memory.take<Operation>(std::size_t(task.program.operations()));
        flags = memory.take<int>(2);
        parameters = memory.take<S>(count + std::size_t(shape.buffers));
        gradient = memory.take<S>(count);
        vectors = memory.take<S>(std::size_t(task.state_vectors) * count);
        before = memory.take<S>(count);
        rows = memory.take<S>(std::size_t(shape.rows) * std::size_t(block_stride(task.most_samples)));
        statistics = memory.take<S>(std::size_t(shape.statistics));
        targets = memory.take<S>(samples);
    }

    RAVINE_HOST_DEVICE S* buffers(const ProgramShape& shape) const { return parameters.get() + shape.parameters; }
};

/// One group's work on one network.
template <class S, class Group>
class TrainingBlock {
  public:
    RAVINE_HOST_DEVICE TrainingBlock(const Group& group, const LearningTask<S>& task, const SamplesView<S>& samples,
                                     WorkingMemory& memory)
        : group_(group),
          task_(task),
          samples_(samples),
          own_(memory, task),
          program_(task.program.nearer(group, own_.operations.get())) {}

    /// The rule's vectors are 0 where it begins.
    RAVINE_HOST_DEVICE void load(const S* parameters, const S* vectors, bool begins = false) {
        const ProgramShape& shape = program_.shape;
        copy(group_, parameters, own_.parameters.get(), shape.parameters + shape.buffers);
        group_.for_each(task_.state_vectors * shape.parameters,
                        [&](int i) { own_.vectors.get()[i] = begins ? S(0) : vectors[i]; });
        group_.for_each(2, [&](int i) { own_.flags.get()[i] = 0; });
        group_.meet();
    }

    RAVINE_HOST_DEVICE void store(const StateView<S>& state) const {
        const ProgramShape& shape = program_.shape;
        store_progress(state.parameters, state.vectors);
        copy(group_, own_.gradient.get(), state.gradient, shape.parameters);
        copy(group_, own_.before.get(), state.before, shape.parameters);
    }

    /// Puts what is kept from launch to launch there, without what the last step did.
    RAVINE_HOST_DEVICE void store_progress(S* parameters, S* vectors) const {
        copy(group_, own_.parameters.get(), parameters, program_.shape.parameters + program_.shape.buffers);
        copy(group_, own_.vectors.get(), vectors, task_.state_vectors * program_.shape.parameters);
    }

    /// The sum of the losses of all these samples' predictions, and how many are right where there are classes.
    RAVINE_HOST_DEVICE_CALL MeasuredSum measure(const SamplesView<S>& samples) {
        MeasuredSum sum;
        for (int first = 0; first < samples.count; first += task_.most_samples) {
            const int left = samples.count - first;
            Memory<S> at = memory_of({0, left < task_.most_samples ? left : task_.most_samples, S(1), 0});
            at.training = false;
            load_samples(group_, samples, first, at, own_.targets.get());
            const MeasuredSum part =
                measure_loaded(group_, program_, task_.loss, at, own_.targets.get(), own_.losses.get(),
                               samples.classes ? samples.classes + first : nullptr);
            sum.loss += part.loss;
            sum.correct += part.correct;
        }
        return sum;
    }

    /// The steps, up to the first that gives what is not finite; every thread gets the same.
    RAVINE_HOST_DEVICE StepsEnd take_steps(const StepsView<S>& steps) {
        StepsEnd end = {0, NotFinite::nothing, 0};
        while (end.taken < steps.count && end.not_finite == NotFinite::nothing) {
            const BlockStep<S>& step = steps.steps[end.taken];
            load_batch(steps, step);
            end.loss = compute_gradient(step);
            end.not_finite = learn(steps.rules, end.taken, step, end.loss);
            ++end.taken;
        }
        return end;
    }

  private:
    RAVINE_HOST_DEVICE Memory<S> memory_of(const BlockStep<S>& step) const {
        Memory<S> at = {own_.parameters.get(), own_.buffers(program_.shape), own_.gradient.get(), own_.rows.get(),
                        own_.statistics.get()};
        at.stride = block_stride(task_.most_samples);
        at.samples = step.samples;
        at.training = true;
        at.seed = task_.seed;
        at.step = step.step;
        return at;
    }

    RAVINE_HOST_DEVICE void load_batch(const StepsView<S>& steps, const BlockStep<S>& step) {
        const Memory<S> at = memory_of(step);
        const std::uint32_t* indices = steps.indices + step.first_index;
        group_.for_each((samples_.width + 1) * step.samples, [&](int item) {
            const int row = item / step.samples, sample = item % step.samples;
            const std::size_t index = indices[sample];
            if (row == samples_.width)
                own_.targets.get()[sample] = samples_.targets[index];
            else if (steps.disturbed)
                at.at(row, sample) =
                    steps.disturbed[std::ptrdiff_t(row) * steps.index_count + step.first_index + sample];
            else
                at.at(row, sample) = samples_.inputs[std::size_t(row) * std::size_t(samples_.count) + index];
        });
        group_.meet();
    }

    /// The mean loss of the batch. Every warp adds the losses up for itself.
    RAVINE_HOST_DEVICE_CALL double compute_gradient(const BlockStep<S>& step) {
        const Memory<S> at = memory_of(step);
        const ProgramView& program = program_;
        forward_all(group_, program, at);
        run_loss<true>(group_, task_.loss, program.shape, at, own_.targets.get(), S(1) / S(step.samples),
                       own_.losses.get());
        group_.meet();
        for (int i = 0; i < program.backward_count; ++i) {
            run_backward(group_, program.backward[i], at);
            group_.meet();
        }
        const double sum =
            group_.lanes.template sum<double>(step.samples, [&](int sample) { return own_.losses.get()[sample]; });
        return sum / step.samples;
    }

    /// Moves θ by the rule of this step, unless the loss is not finite.
    RAVINE_HOST_DEVICE_CALL NotFinite learn(const std::byte* rules, int taken, const BlockStep<S>& step, double loss) {
        const ProgramView& program = program_;
        const Regularization& regularization = task_.regularization;
        copy(group_, own_.parameters.get(), own_.before.get(), program.shape.parameters);
        if (!is_finite(loss)) {
            group_.meet();
            return NotFinite::loss;
        }
        if (regularization.l1 != 0 || regularization.l2 != 0 || regularization.decoupled_weight_decay != 0) {
            group_.meet();
            for (int i = 0; i < program.weights_count; ++i)
                regularize(group_, regularization, program.weights[i], step.kept, own_.parameters.get(),
                           own_.gradient.get());
            group_.meet();
        }
        visit_type(FirstOrderRules<S>(), std::size_t(task_.rule), [&]<class Rule>() {
            update(group_, reinterpret_cast<const Rule*>(rules)[taken], own_.parameters.get(), own_.gradient.get(),
                   own_.vectors.get(), program.shape.parameters, own_.flags.get());
        });
        remember(step);
        group_.meet();
        if (regularization.max_norm != 0) {
            for (int i = 0; i < program.weights_count; ++i)
                limit_norms(group_, program.weights[i], regularization.max_norm, own_.parameters.get());
            group_.meet();
        }
        return own_.flags.get()[0] != 0   ? NotFinite::weight
               : own_.flags.get()[1] != 0 ? NotFinite::statistic
                                          : NotFinite::nothing;
    }

    RAVINE_HOST_DEVICE void remember(const BlockStep<S>& step) {
        const ProgramView& program = program_;
        if (program.shape.buffers == 0) return;
        const Memory<S> at = memory_of(step);
        for (int i = 0; i < program.forward_count; ++i)
            run_remember(group_, program.forward[i], at, own_.buffers(program.shape), own_.flags.get() + 1);
    }

    const Group group_;
    const LearningTask<S>& task_;
    const SamplesView<S>& samples_;
    TrainingMemory<S> own_;
    ProgramView program_;
};

}  // namespace ravine::kernels
