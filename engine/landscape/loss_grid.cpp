#include <limits>

#include "engine/landscape/loss_plane.hpp"
#include "engine/train/evaluation.hpp"
#include "engine/train/samples.hpp"

namespace ravine {

namespace {

/// θ(a, b) in single precision, as the network is trained.
void place(const LossPlane& plane, float a, float b, std::vector<float>& parameters) {
    for (std::size_t i = 0; i < plane.first.size(); ++i)
        parameters[i] = plane.origin[i] + a * plane.first[i] + b * plane.second[i];
}

/// One row of the grid on one thread.
void evaluate_row(const Model& model, const LossPlane& plane, const Samples<float>& samples, LossGrid& grid, int row,
                  const std::atomic<bool>& cancelled) {
    Evaluation<float> evaluation(model.network, std::make_shared<ThreadPool>(1), samples.count());
    evaluation.interrupt_by(&cancelled);
    std::vector<float> parameters = plane.origin;
    float* values = grid.values.data() + static_cast<std::ptrdiff_t>(row) * grid.columns;
    for (int column = 0; column < grid.columns && !cancelled; ++column) {
        place(plane, static_cast<float>(grid.a(column)), static_cast<float>(grid.b(row)), parameters);
        values[column] = static_cast<float>(evaluation.metrics(parameters.data(), samples).loss);
    }
}

}  // namespace

LossGrid evaluate_loss_grid(const Model& model, const LossPlane& plane, int columns, int rows, ThreadPool& pool,
                            const std::atomic<bool>& cancelled) {
    const Samples<float> samples =
        make_samples<float>(model.data->of(Split::train), model.inputs, model.network->loss(), model.network->task(),
                            model.network->classes());
    LossGrid grid{columns, rows, plane.window, {}};
    grid.values.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows),
                       std::numeric_limits<float>::quiet_NaN());
    pool.for_each(static_cast<std::size_t>(rows), [&](std::size_t row) {
        evaluate_row(model, plane, samples, grid, static_cast<int>(row), cancelled);
    });
    if (cancelled) grid.columns = 0;
    return grid;
}

}  // namespace ravine
