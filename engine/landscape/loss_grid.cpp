#include <limits>

#include "engine/compute/samples.hpp"
#include "engine/landscape/loss_plane.hpp"

namespace ravine {

LossGrid evaluate_loss_grid(const Model& model, const LossPlane& plane, int columns, int rows, ThreadPool& pool,
                            const std::atomic<bool>& cancelled, const BackendRow& backend) {
    Samples<float> samples = make_samples<float>(model.data->of(Split::train), model.inputs, model.network->loss(),
                                                 model.network->task(), model.network->classes());
    samples.classes.clear();  // nobody asks how many are right
    LossGrid grid{columns, rows, plane.window, {}};
    std::vector<std::array<float, 2>> places;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            places.push_back({static_cast<float>(grid.a(column)), static_cast<float>(grid.b(row))});
    grid.values.assign(places.size(), std::numeric_limits<float>::quiet_NaN());
    backend.plane_losses(
        {model.network, samples, plane.origin, plane.first, plane.second, places, grid.values, cancelled}, pool);
    if (cancelled) grid.columns = 0;
    return grid;
}

}  // namespace ravine
