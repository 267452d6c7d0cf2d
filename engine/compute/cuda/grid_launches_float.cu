#include "engine/compute/cuda/launches.cuh"
#include "engine/compute/kernels/grid_works.hpp"

namespace ravine::cuda {

using namespace kernels;

RAVINE_LAUNCH_IN_GRID(ClearSumsWork);
RAVINE_LAUNCH_IN_GRID(CopyRowsWork);
RAVINE_LAUNCH_IN_GRID(PlaceWork);
RAVINE_LAUNCH_IN_GRID(OperationWork<float, true>);
RAVINE_LAUNCH_IN_GRID(OperationWork<float, false>);
RAVINE_LAUNCH_IN_GRID(AffineEndWork<float>);
RAVINE_LAUNCH_IN_GRID(BiasGradientWork<float>);
RAVINE_LAUNCH_IN_GRID(SlopeWork<float>);
RAVINE_LAUNCH_IN_GRID(LoadWork<float>);
RAVINE_LAUNCH_IN_GRID(LossWork<float, true>);
RAVINE_LAUNCH_IN_GRID(LossWork<float, false>);
RAVINE_LAUNCH_IN_GRID(LossSumWork<float>);
RAVINE_LAUNCH_IN_GRID(StepLossWork<float>);
RAVINE_LAUNCH_IN_GRID(RegularizeWork<float>);
RAVINE_LAUNCH_IN_GRID(KeepWork<float>);
RAVINE_LAUNCH_IN_GRID(UpdateWork<float>);
RAVINE_LAUNCH_IN_GRID(RememberWork<float>);
RAVINE_LAUNCH_IN_GRID(LimitNormsWork<float>);
RAVINE_LAUNCH_IN_GRID(EndStepWork<float>);

}  // namespace ravine::cuda
