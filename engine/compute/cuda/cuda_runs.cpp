#include "engine/compute/cuda/cuda_runs.hpp"

#include "engine/compute/cuda/device.hpp"
#include "engine/compute/cuda/launcher.hpp"
#include "engine/compute/kernels/device_runs.hpp"

namespace ravine {

bool cuda_takes(const WholeRun& run) { return kernels::takes_run(run, cuda::device().shared_bytes); }

void cuda_whole_runs(const WholeRunsOrder& order) {
    cuda::Launcher launcher;
    kernels::DeviceRuns<cuda::Launcher>(launcher, order).run();
}

}  // namespace ravine
