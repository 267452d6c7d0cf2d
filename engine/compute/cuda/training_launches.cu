#include "engine/compute/cuda/launches.cuh"
#include "engine/compute/kernels/training_work.hpp"
#include "engine/compute/kernels/whole_run_work.hpp"

namespace ravine::cuda {

using namespace kernels;

RAVINE_LAUNCH_IN_BLOCKS(TrainingWork<float>);
RAVINE_LAUNCH_IN_BLOCKS(WholeRunsWork);

}  // namespace ravine::cuda
