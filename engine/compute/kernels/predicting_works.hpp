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

/// Block k measures the k-th part of the samples.
template <class S>
struct MeasuringWork {
    PredictionTask task;
    SamplesView<S> samples;
    const S* parameters;
    MeasuredSum* sums;  ///< one for each block

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int block, std::byte* memory) const {
        PredictingBlock<S, Group> predicting(group, task, WorkingMemory(memory));
        predicting.set_parameters([&](int i) { return parameters[i]; });
        const int first = block * task.most_samples, left = samples.count - first;
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
            predicting.set_parameters([&](int i) {
                return i < task.program.shape.parameters ? origin[i] + a * first[i] + b * second[i] : origin[i];
            });
            double sum = 0;
            for (int sample = 0; sample < samples.count; sample += task.most_samples) {
                const int left = samples.count - sample;
                sum += predicting.measure(samples, sample, left < task.most_samples ? left : task.most_samples).loss;
            }
            if (group.thread == 0) losses[place] = float(sum / samples.count);
        }
    }
};

/// What all layers give for inputs: block k takes the k-th part.
struct PassesWork {
    PredictionTask task;
    const float* inputs;  ///< [inputs × count]
    const float* parameters;
    const int* shown_rows;  ///< first row and number of rows of each layer that is asked for
    int shown;
    float* values;  ///< of all shown rows, one after the other [rows × count]
    int count;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int block, std::byte* memory) const {
        PredictingBlock<float, Group> predicting(group, task, WorkingMemory(memory));
        predicting.set_parameters([&](int i) { return parameters[i]; });
        const int first = block * task.most_samples, left = count - first;
        const int samples = left < task.most_samples ? left : task.most_samples;
        const Memory<float> at = predicting.memory_of(samples);
        group.for_each(task.program.shape.inputs * samples, [&](int item) {
            at.at(item / samples, item % samples) =
                inputs[std::ptrdiff_t(item / samples) * count + first + item % samples];
        });
        group.meet();
        predicting.forward(at);
        std::ptrdiff_t row = 0;
        for (int layer = 0; layer < shown; ++layer) {
            const int rows = shown_rows[2 * layer + 1];
            group.for_each(rows * samples, [&](int item) {
                values[(row + item / samples) * count + first + item % samples] =
                    at.at(shown_rows[2 * layer] + item / samples, item % samples);
            });
            row += rows;
        }
    }
};

}  // namespace ravine::kernels
