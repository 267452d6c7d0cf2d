#pragma once
// Works of large networks: each is one launch over a whole device, whose group is all threads of all blocks, which do
// not wait for each other. Products are left to the device's library.

#include "engine/compute/kernels/learning.hpp"
#include "engine/compute/kernels/loss_call.hpp"
#include "engine/compute/kernels/numbers.hpp"
#include "engine/compute/kernels/operations.hpp"
#include "engine/compute/kernels/predicting_block.hpp"
#include "engine/compute/kernels/training_block.hpp"

namespace ravine::kernels {

/// How far a series of steps has come; what follows the first that goes wrong changes nothing.
struct SeriesStatus {
    int taken = 0;
    NotFinite not_finite = NotFinite::nothing;
    int flags[2] = {};  ///< a weight, a running statistic is not finite
    double loss = 0;    ///< of the step at hand

    RAVINE_HOST_DEVICE bool has_ended() const { return not_finite != NotFinite::nothing; }
};

/// Any operation but a product.
template <class S, bool is_forward>
struct OperationWork {
    Operation op;
    Memory<S> at;
    const BlockStep<S>* steps;  ///< null where none is taken
    const SeriesStatus* status;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        Memory<S> now = at;
        if (steps) now.step = steps[status->taken].step;
        if constexpr (is_forward)
            run_forward(group, op, now);
        else
            run_backward(group, op, now);
    }
};

/// What follows the product of an Affine: its bias and its activation, over what the product has left in `out`.
template <class S>
struct AffineEndWork {
    Operation op;
    Memory<S> at;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        const S* biases = at.parameters + op.parameters + std::ptrdiff_t(op.outputs) * op.inputs;
        with_elementwise(op.f, [&](const auto& f) {
            for_each_number(group, op.outputs, at, [&](int row, int sample) {
                S& out = at.at(op.out + row, sample);
                const S z = out + (op.has_bias ? biases[row] : S(0));
                if (op.sums != none) at.at(op.sums + row, sample) = z;
                out = f.value(z);
            });
        });
    }
};

/// Before the products of an Affine's way back: the gradient of its bias, a row by each warp.
template <class S>
struct BiasGradientWork {
    Operation op;
    Memory<S> at;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        S* biases = at.gradient + op.parameters + std::ptrdiff_t(op.outputs) * op.inputs;
        group.for_each_row(op.outputs, [&](int row, const Lanes& lanes) {
            const S* of_z = at.row(op.out_gradient + row);
            const S sum = lanes.template sum<S>(at.samples, [&](int sample) { return of_z[sample]; });
            if (lanes.is_first()) give(biases[row], sum, at.adds);
        });
    }
};

/// Behind them: the way back of the activation in front.
template <class S>
struct SlopeWork {
    Operation op;
    Memory<S> at;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        with_elementwise(op.before_f, [&](const auto& f) {
            for_each_number(group, op.inputs, at, [&](int row, int sample) {
                const S* z = op.before_sums == none ? nullptr : &at.at(op.before_sums + row, sample);
                at.at(op.in_gradient + row, sample) *= slope_of(f, z, at.at(op.in + row, sample));
            });
        });
    }
};

/// The samples of the step at hand, or those from `first` on where there is none.
template <class S>
struct LoadWork {
    SamplesView<S> samples;
    Memory<S> at;
    S* targets;
    StepsView<S> steps;
    const SeriesStatus* status;
    int first;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        const int place = status ? steps.steps[status->taken].first_index : 0;
        group.for_each((samples.width + 1) * at.samples, [&](int item) {
            const int row = item / at.samples, sample = item % at.samples;
            const std::size_t index = status ? steps.indices[place + sample] : std::uint32_t(first + sample);
            if (row == samples.width)
                targets[sample] = samples.targets ? samples.targets[index] : S(0);
            else if (status && steps.disturbed)
                at.at(row, sample) = steps.disturbed[std::ptrdiff_t(row) * steps.index_count + place + sample];
            else
                at.at(row, sample) = samples.inputs[std::size_t(row) * std::size_t(samples.count) + index];
        });
    }
};

template <class S, bool with_gradient>
struct LossWork {
    LossChoice loss;
    ProgramShape shape;
    Memory<S> at;
    const S* targets;
    S scale;
    double* losses;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        run_loss<with_gradient>(group, loss, shape, at, targets, scale, losses);
    }
};

/// Adds the losses of samples up, and how many of them are right where there are classes.
template <class S>
struct LossSumWork {
    ProgramShape shape;
    Memory<S> at;
    const double* losses;
    const int* classes;  ///< of these samples, or null
    MeasuredSum* sum;    ///< is added to

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        group.for_each_row(1, [&](int, const Lanes& lanes) {
            const double loss = lanes.template sum<double>(at.samples, [&](int sample) { return losses[sample]; });
            const int correct = lanes.template sum<int>(classes ? at.samples : 0, [&](int sample) {
                return decided_class(&at.at(shape.output, sample), shape.outputs, at.stride) == classes[sample] ? 1 : 0;
            });
            if (!lanes.is_first()) return;
            sum->loss += loss;
            sum->correct += correct;
        });
    }
};

/// Clears sums before they are added to.
struct ClearSumsWork {
    MeasuredSum* sums;
    int count;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        group.for_each(count, [&](int i) { sums[i] = {}; });
    }
};

/// The mean loss of the step at hand.
template <class S>
struct StepLossWork {
    int samples;
    const double* losses;
    SeriesStatus* status;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        group.for_each_row(1, [&](int, const Lanes& lanes) {
            const double sum = lanes.template sum<double>(samples, [&](int sample) { return losses[sample]; });
            if (lanes.is_first() && !status->has_ended()) status->loss = sum / samples;
        });
    }
};

/// What a step does to θ [count], part by part.
template <class S>
struct LearningWorks {
    StateView<S> state;
    S* gradient;  ///< of the step at hand; what is asked for later is in state.gradient
    const StepsView<S> steps;
    SeriesStatus* status;
    Regularization regularization;
    int count, rule;

    RAVINE_HOST_DEVICE bool moves() const { return !status->has_ended() && is_finite(status->loss); }
};

template <class S>
struct RegularizeWork : LearningWorks<S> {
    WeightBlock block;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        if (this->moves())
            regularize(group, this->regularization, block, this->steps.steps[this->status->taken].kept,
                       this->state.parameters, this->gradient);
    }
};

/// θ before the step, where something changes it before the rule does.
template <class S>
struct KeepWork : LearningWorks<S> {
    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        if (!this->status->has_ended()) copy(group, this->state.parameters, this->state.before, this->count);
    }
};

template <class S>
struct UpdateWork : LearningWorks<S> {
    bool keeps;  ///< θ before the step

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        if (this->status->has_ended()) return;
        if (keeps) copy(group, this->state.parameters, this->state.before, this->count);
        copy(group, this->gradient, this->state.gradient, this->count);
        if (!this->moves()) return;
        visit_type(FirstOrderRules<S>(), std::size_t(this->rule), [&]<class Rule>() {
            const Rule& now = reinterpret_cast<const Rule*>(this->steps.rules)[this->status->taken];
            update(group, now, this->state.parameters, this->gradient, this->state.vectors, this->count,
                   this->status->flags);
        });
    }
};

template <class S>
struct RememberWork : LearningWorks<S> {
    Operation op;
    Memory<S> at;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        if (this->moves()) run_remember(group, op, at, this->state.parameters + this->count, this->status->flags + 1);
    }
};

template <class S>
struct LimitNormsWork : LearningWorks<S> {
    WeightBlock block;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        if (this->moves()) limit_norms(group, block, this->regularization.max_norm, this->state.parameters);
    }
};

/// Ends a step.
template <class S>
struct EndStepWork : LearningWorks<S> {
    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        if (group.thread != 0 || this->status->has_ended()) return;
        SeriesStatus& reached = *this->status;
        if (!is_finite(reached.loss))
            reached.not_finite = NotFinite::loss;
        else if (reached.flags[0] != 0)
            reached.not_finite = NotFinite::weight;
        else if (reached.flags[1] != 0)
            reached.not_finite = NotFinite::statistic;
        ++reached.taken;
    }
};

/// Copies rows out: [rows × samples], side by side.
struct CopyRowsWork {
    Memory<float> at;
    int first, rows;
    float* to;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        group.for_each(rows * at.samples,
                       [&](int item) { to[item] = at.at(first + item / at.samples, item % at.samples); });
    }
};

/// θ of a place on a plane, origin + a·first + b·second; and the buffers, which are the origin's.
struct PlaceWork {
    const float *origin, *first, *second;
    float a, b;
    int parameters, buffers;
    float* to;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group) const {
        group.for_each(parameters + buffers,
                       [&](int i) { to[i] = on_plane(origin, first, second, a, b, i, parameters); });
    }
};

}  // namespace ravine::kernels
