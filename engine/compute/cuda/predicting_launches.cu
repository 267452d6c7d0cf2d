#include "engine/compute/cuda/launches.cuh"
#include "engine/compute/kernels/predicting_works.hpp"

namespace ravine::cuda {

using namespace kernels;

RAVINE_LAUNCH_IN_BLOCKS(MeasuringWork<float>);
RAVINE_LAUNCH_IN_BLOCKS(GradientWork<float>);
RAVINE_LAUNCH_IN_BLOCKS(PlaneLossesWork);
RAVINE_LAUNCH_IN_BLOCKS(PassesWork);

}  // namespace ravine::cuda
