#include "engine/compute/cpu/cpu_pictures.hpp"

#include <algorithm>
#include <vector>

#include "engine/compute/cpu/evaluation.hpp"

namespace ravine {

namespace {

constexpr int pass_size = int(measured_samples);
constexpr int piece_size = 4 * pass_size;  // that a thread takes at once

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
    const int pieces = (order.samples + piece_size - 1) / piece_size;
    pool.for_each(std::size_t(pieces), [&](std::size_t piece, std::size_t thread) {
        auto& workspace = pool.scratch(thread).as<NetworkWorkspace<float>>();
        order.network.fit(workspace, pass_size);
        const int begin = int(piece) * piece_size, end = std::min(begin + piece_size, order.samples);
        for (int first = begin; first < end; first += pass_size) {
            const int count = std::min(pass_size, end - first);
            order.fill(first, count, workspace.activations[0].data());
            order.network.forward(order.parameters.data(), workspace, {count});
            order.receive({thread, first, count, workspace.activations});
        }
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
