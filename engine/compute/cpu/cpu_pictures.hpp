#pragma once
// Pictures by the back end "cpu": the same bits for any number of threads.

#include "engine/compute/pictures.hpp"
#include "engine/core/parallel.hpp"

namespace ravine {

void cpu_passes(const PassesOrder& order, ThreadPool& pool);
void cpu_plane_losses(const PlaneLossesOrder& order, ThreadPool& pool);

}  // namespace ravine
