#include "engine/landscape/surfaces.hpp"

#include "engine/core/table.hpp"
#include "engine/landscape/surfaces/beale.hpp"
#include "engine/landscape/surfaces/himmelblau.hpp"
#include "engine/landscape/surfaces/quadratic_ravine.hpp"
#include "engine/landscape/surfaces/rosenbrock.hpp"
#include "engine/landscape/surfaces/saddle.hpp"

namespace ravine {

namespace {

constexpr SurfaceRow surface_rows[] = {quadratic_ravine::row, rosenbrock::row, beale::row, himmelblau::row,
                                       saddle::row};
static_assert(is_sound_table(std::span<const SurfaceRow>(surface_rows)));

}  // namespace

std::span<const SurfaceRow> surfaces() { return surface_rows; }

}  // namespace ravine
