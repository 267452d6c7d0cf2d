#pragma once
// Works: what each block of a launch does. A work is called with its group, its number, and its working memory.

#include "engine/compute/kernels/training_block.hpp"

namespace ravine::kernels {

/// One block takes many steps of one network.
template <class S>
struct TrainingWork {
    LearningTask<S> task;
    SamplesView<S> samples;
    StepsView<S> steps;
    StateView<S> state;
    StepsEnd* end;

    std::size_t working_bytes() const {
        WorkingMemory memory;
        TrainingMemory<S>(memory, task);
        return memory.used();
    }

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int, std::byte* bytes) const {
        WorkingMemory memory(bytes);
        TrainingBlock<S, Group> block(group, task, samples, memory);
        block.load(state.parameters, state.vectors);
        const StepsEnd reached = block.take_steps(steps);
        block.store(state);
        if (group.thread == 0) *end = reached;
    }
};

}  // namespace ravine::kernels
