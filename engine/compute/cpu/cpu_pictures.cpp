#include "engine/compute/cpu/cpu_pictures.hpp"

#include <algorithm>
#include <vector>

#include "engine/compute/cpu/evaluation.hpp"

namespace ravine {

namespace {

constexpr int pass_size = int(measured_samples);

/// The one that a thread of a pool keeps, made fit for the network.
NetworkWorkspace<float>* kept_workspace(const Network<float>& network, Scratch& scratch) {
    auto& workspace = scratch.as<NetworkWorkspace<float>>();
    network.fit(workspace, pass_size);
    return &workspace;
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
    PerThread<NetworkWorkspace<float>*> workspaces(pool);
    pool.for_each(std::size_t(passes), [&](std::size_t pass, std::size_t thread) {
        NetworkWorkspace<float>& workspace =
            *workspaces.of(thread, [&] { return kept_workspace(order.network, pool.scratch(thread)); });
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
