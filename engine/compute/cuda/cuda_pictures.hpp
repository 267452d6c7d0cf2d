#pragma once
// Pictures by the back end "cuda".

#include "engine/compute/pictures.hpp"
#include "engine/core/parallel.hpp"

namespace ravine {

/// Both throw BackendFailure.
void cuda_passes(const PassesOrder& order, ThreadPool& pool);
void cuda_plane_losses(const PlaneLossesOrder& order, ThreadPool& pool);

}  // namespace ravine
