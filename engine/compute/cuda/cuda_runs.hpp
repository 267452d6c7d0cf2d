#pragma once
// Whole training runs by the back end "cuda".

#include "engine/compute/whole_runs.hpp"

namespace ravine {

/// Both throw BackendFailure.
bool cuda_takes(const WholeRun& run);
void cuda_whole_runs(const WholeRunsOrder& order);

}  // namespace ravine
