#include "engine/landscape/loss_plane.hpp"

#include "engine/core/table.hpp"
#include "engine/landscape/planes/curvature.hpp"
#include "engine/landscape/planes/pca.hpp"
#include "engine/landscape/planes/random.hpp"
#include "engine/landscape/planes/weights.hpp"

namespace ravine {

namespace {

constexpr PlaneRow plane_rows[] = {random_plane::row, pca_plane::row, weights_plane::row, curvature_plane::row};
static_assert(is_sound_table(std::span<const PlaneRow>(plane_rows)));

}  // namespace

std::span<const PlaneRow> planes() { return plane_rows; }

Result<LossPlane> build_plane(const Model& model, const Selection& plane, ThreadPool& pool) {
    const auto row = check_selection(planes(), plane, "plane", "plane");
    if (!row) return row.error();
    return (*row)->build(model, plane.values, pool);
}

}  // namespace ravine
