#pragma once
// Works that predict: metrics, gradients of predictions, pictures.

#include "engine/compute/kernels/predicting_block.hpp"

namespace ravine::kernels {

template <class S>
std::size_t prediction_bytes(const PredictionTask& task, bool with_gradient = false) {
    WorkingMemory memory;
    PredictionMemory<S>(memory, task, with_gradient);
    return memory.used();
}

/// The first blocks measure a part each of the training samples, the others of those that validate.
template <class S>
struct MeasuringWork {
    PredictionTask task;
    SamplesView<S> train, validation;
    const S* parameters;
    int train_blocks;
    MeasuredSum* sums;  ///< one for each block

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int block, std::byte* memory) const {
        PredictingBlock<S, Group> predicting(group, task, WorkingMemory(memory));
        predicting.set_parameters([&](int i) { return parameters[i]; });
        const SamplesView<S>& samples = block < train_blocks ? train : validation;
        const int first = (block < train_blocks ? block : block - train_blocks) * task.most_samples;
        const int left = samples.count - first;
        const MeasuredSum sum = predicting.measure(samples, first, left < task.most_samples ? left : task.most_samples);
        if (group.thread == 0) sums[block] = sum;
    }
};

/// Block k gives the k-th part's share of the gradient.
template <class S>
struct GradientWork {
    PredictionTask task;
    SamplesView<S> samples;
    const S* parameters;
    S* gradients;       ///< [blocks × parameters]
    MeasuredSum* sums;  ///< one for each block

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int block, std::byte* memory) const {
        PredictingBlock<S, Group> predicting(group, task, WorkingMemory(memory), true);
        predicting.set_parameters([&](int i) { return parameters[i]; });
        const int first = block * task.most_samples, left = samples.count - first;
        const double loss = predicting.measure_gradient(
            samples, first, left < task.most_samples ? left : task.most_samples, S(1) / S(samples.count),
            gradients + std::ptrdiff_t(block) * task.program.shape.parameters);
        if (group.thread == 0) sums[block].loss = loss;
    }
};

/// Block k takes the places k, k + blocks, … of a plane θ = origin + a·first + b·second.
struct PlaneLossesWork {
    PredictionTask task;
    SamplesView<float> samples;
    const float *origin, *first, *second;
    const float* places;  ///< a and b of each
    float* losses;
    int count, blocks;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int block, std::byte* memory) const {
        PredictingBlock<float, Group> predicting(group, task, WorkingMemory(memory));
        for (int place = block; place < count; place += blocks) {
            const float a = places[2 * place], b = places[2 * place + 1];
            predicting.set_parameters(
                [&](int i) { return on_plane(origin, first, second, a, b, i, task.program.shape.parameters); });
            double sum = 0;
            for (int sample = 0; sample < samples.count; sample += task.most_samples) {
                const int left = samples.count - sample;
                sum += predicting.measure(samples, sample, left < task.most_samples ? left : task.most_samples).loss;
            }
            if (group.thread == 0) losses[place] = float(sum / samples.count);
        }
    }
};

/// Rows that somebody wants to see.
struct ShownRows {
    int first, count;
    int before;  ///< shown ones before these
};

/// What layers give for inputs. Block k takes the k-th part of the samples: its inputs [inputs × samples of the part]
/// lie together, and so do each layer's values of the part.
struct PassesWork {
    PredictionTask task;
    const float* inputs;
    const float* parameters;
    const ShownRows* shown;
    int shown_count;
    float* values;  ///< [all shown rows × count]
    int count;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int block, std::byte* memory) const {
        PredictingBlock<float, Group> predicting(group, task, WorkingMemory(memory));
        predicting.set_parameters([&](int i) { return parameters[i]; });
        const int first = block * task.most_samples, left = count - first;
        const Memory<float> at = predicting.memory_of(left < task.most_samples ? left : task.most_samples);
        const int samples = at.samples, width = task.program.shape.inputs;
        group.for_each(width * samples, [&](int item) {
            at.at(item / samples, item % samples) = inputs[std::ptrdiff_t(first) * width + item];
        });
        group.meet();
        predicting.forward(at);
        for (int i = 0; i < shown_count; ++i) {
            const ShownRows rows = shown[i];
            float* to = values + std::ptrdiff_t(rows.before) * count + std::ptrdiff_t(first) * rows.count;
            group.for_each(rows.count * samples,
                           [&](int item) { to[item] = at.at(rows.first + item / samples, item % samples); });
        }
    }
};

}  // namespace ravine::kernels
