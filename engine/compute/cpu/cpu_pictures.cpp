#include "engine/compute/cpu/cpu_pictures.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <vector>

#include "engine/compute/cpu/evaluation.hpp"

namespace ravine {

namespace {

constexpr int pass_size = int(measured_samples);

/// What a thread of a pool keeps to compute passes in, and the order that it has been made fit for.
struct PassMemory {
    std::uint64_t order = 0;
    NetworkWorkspace<float> workspace;
};

/// Another one for each order.
std::uint64_t next_order() {
    static std::atomic<std::uint64_t> orders{0};
    return ++orders;
}

NetworkWorkspace<float>& workspace_for(const Network<float>& network, std::uint64_t order, Scratch& scratch) {
    auto& memory = scratch.as<PassMemory>();
    if (memory.order != order) network.fit(memory.workspace, pass_size);
    memory.order = order;
    return memory.workspace;
}

/// What one thread computes plane losses in.
struct LossMemory {
    Evaluation<float> evaluation;
    std::vector<float> parameters;
};

LossMemory make_loss_memory(const PlaneLossesOrder& order) {
    LossMemory memory{Evaluation<float>(order.network, std::make_shared<ThreadPool>(1), order.samples.count()),
                      {order.origin.begin(), order.origin.end()}};
    memory.evaluation.interrupt_by(&order.cancelled);
    return memory;
}

/// θ(a, b) in single precision, as the network is trained.
void place(const PlaneLossesOrder& order, std::array<float, 2> at, std::vector<float>& parameters) {
    for (std::size_t i = 0; i < order.first.size(); ++i)
        parameters[i] = order.origin[i] + at[0] * order.first[i] + at[1] * order.second[i];
}

}  // namespace

void cpu_passes(const PassesOrder& order, ThreadPool& pool) {
    const int passes = (order.samples + pass_size - 1) / pass_size;
    const std::uint64_t number = next_order();
    pool.for_each(std::size_t(passes), [&](std::size_t pass, std::size_t thread) {
        NetworkWorkspace<float>& workspace = workspace_for(order.network, number, pool.scratch(thread));
        const int first = int(pass) * pass_size, count = std::min(pass_size, order.samples - first);
        order.fill(first, count, workspace.activations[0].data());
        order.network.forward(order.parameters.data(), workspace, {count});
        order.receive({thread, first, count, workspace.activations});
    });
}

void cpu_plane_losses(const PlaneLossesOrder& order, ThreadPool& pool) {
    PerThread<LossMemory> memories(pool);
    pool.for_each(order.places.size(), [&](std::size_t i, std::size_t thread) {
        if (order.cancelled) return;
        LossMemory& memory = memories.of(thread, [&] { return make_loss_memory(order); });
        place(order, order.places[i], memory.parameters);
        order.losses[i] = float(memory.evaluation.metrics(memory.parameters.data(), order.samples).loss);
    });
}

}  // namespace ravine
