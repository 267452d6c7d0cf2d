#include "engine/compute/cuda/launches.cuh"
#include "engine/compute/kernels/grid_works.hpp"

namespace ravine::cuda {

using namespace kernels;

RAVINE_LAUNCH_IN_GRID(OperationWork<double, true>);
RAVINE_LAUNCH_IN_GRID(OperationWork<double, false>);
RAVINE_LAUNCH_IN_GRID(AffineEndWork<double>);
RAVINE_LAUNCH_IN_GRID(BiasGradientWork<double>);
RAVINE_LAUNCH_IN_GRID(SlopeWork<double>);
RAVINE_LAUNCH_IN_GRID(LoadWork<double>);
RAVINE_LAUNCH_IN_GRID(LossWork<double, true>);
RAVINE_LAUNCH_IN_GRID(LossWork<double, false>);
RAVINE_LAUNCH_IN_GRID(LossSumWork<double>);
RAVINE_LAUNCH_IN_GRID(StepLossWork<double>);
RAVINE_LAUNCH_IN_GRID(RegularizeWork<double>);
RAVINE_LAUNCH_IN_GRID(KeepWork<double>);
RAVINE_LAUNCH_IN_GRID(UpdateWork<double>);
RAVINE_LAUNCH_IN_GRID(RememberWork<double>);
RAVINE_LAUNCH_IN_GRID(LimitNormsWork<double>);
RAVINE_LAUNCH_IN_GRID(EndStepWork<double>);

}  // namespace ravine::cuda
