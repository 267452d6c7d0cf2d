#include <limits>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/compute/samples.hpp"
#include "engine/landscape/loss_plane.hpp"

namespace ravine {

namespace {

/// θ(a, b) in single precision, as the network is trained.
void place(const LossPlane& plane, float a, float b, std::vector<float>& parameters) {
    for (std::size_t i = 0; i < plane.first.size(); ++i)
        parameters[i] = plane.origin[i] + a * plane.first[i] + b * plane.second[i];
}

/// What one thread computes in.
struct GridMemory {
    Evaluation<float> evaluation;
    std::vector<float> parameters;
};

GridMemory make_grid_memory(const Model& model, const LossPlane& plane, std::size_t samples,
                            const std::atomic<bool>& cancelled) {
    GridMemory memory{Evaluation<float>(model.network, std::make_shared<ThreadPool>(1), samples), plane.origin};
    memory.evaluation.interrupt_by(&cancelled);
    return memory;
}

}  // namespace

LossGrid evaluate_loss_grid(const Model& model, const LossPlane& plane, int columns, int rows, ThreadPool& pool,
                            const std::atomic<bool>& cancelled) {
    Samples<float> samples = make_samples<float>(model.data->of(Split::train), model.inputs, model.network->loss(),
                                                 model.network->task(), model.network->classes());
    samples.classes.clear();  // nobody asks how many are right
    LossGrid grid{columns, rows, plane.window, {}};
    grid.values.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows),
                       std::numeric_limits<float>::quiet_NaN());
    PerThread<GridMemory> memories(pool);
    pool.for_each(grid.values.size(), [&](std::size_t i, std::size_t thread) {
        if (cancelled) return;
        GridMemory& memory =
            memories.of(thread, [&] { return make_grid_memory(model, plane, samples.count(), cancelled); });
        const int column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
        place(plane, static_cast<float>(grid.a(column)), static_cast<float>(grid.b(row)), memory.parameters);
        grid.values[i] = static_cast<float>(memory.evaluation.metrics(memory.parameters.data(), samples).loss);
    });
    if (cancelled) grid.columns = 0;
    return grid;
}

}  // namespace ravine
