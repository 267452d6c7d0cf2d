#include "engine/compute/cuda/cuda_plan.hpp"

#include <utility>

#include "engine/compute/cuda/launcher.hpp"
#include "engine/compute/kernels/block_plan.hpp"
#include "engine/compute/kernels/grid_plan.hpp"

namespace ravine {

template <class Scalar>
std::unique_ptr<Plan<Scalar>> make_cuda_plan(PlanParts<Scalar> parts) {
    using cuda::Launcher;
    auto launcher = std::make_shared<Launcher>();
    if (kernels::BlockPlan<Scalar, Launcher>::fits(*launcher, parts))
        return std::make_unique<kernels::BlockPlan<Scalar, Launcher>>(std::move(launcher), std::move(parts));
    return std::make_unique<kernels::GridPlan<Scalar, Launcher>>(std::move(launcher), std::move(parts));
}

template std::unique_ptr<Plan<float>> make_cuda_plan(PlanParts<float>);
template std::unique_ptr<Plan<double>> make_cuda_plan(PlanParts<double>);

}  // namespace ravine
