#include <cmath>
#include <limits>

#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/training_loss.hpp"

namespace ravine {

namespace {

/// θ(a, b) in single precision, as the network is trained.
void place(const LossPlane& plane, float a, float b, std::vector<float>& parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] = plane.origin[i] + a * plane.first[i] + b * plane.second[i];
}

}  // namespace

LossGrid evaluate_loss_grid(const Model& model, const LossPlane& plane, int columns, int rows, ThreadPool& pool,
                            const std::atomic<bool>& cancelled) {
    const TrainingSamples<float> samples = training_samples<float>(model);
    LossGrid grid{columns, rows, plane.window, {}};
    grid.values.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows),
                       std::numeric_limits<float>::quiet_NaN());
    pool.for_each(static_cast<std::size_t>(rows), [&](std::size_t row) {
        NetworkWorkspace<float> workspace = model.network->make_workspace(samples_at_a_time);
        std::vector<float> parameters(plane.origin.size());
        float* values = grid.values.data() + row * static_cast<std::size_t>(columns);
        for (int column = 0; column < columns && !cancelled; ++column) {
            place(plane, static_cast<float>(grid.a(column)), static_cast<float>(grid.b(static_cast<int>(row))),
                  parameters);
            values[column] = static_cast<float>(mean_loss(*model.network, samples, parameters.data(), workspace));
        }
    });
    if (cancelled) grid.columns = 0;
    return grid;
}

}  // namespace ravine
