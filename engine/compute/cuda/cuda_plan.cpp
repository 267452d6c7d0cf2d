#include "engine/compute/cuda/cuda_plan.hpp"

#include <type_traits>
#include <utility>

#include "engine/compute/cuda/launcher.hpp"
#include "engine/compute/kernels/block_plan.hpp"
#include "engine/compute/kernels/grid_plan.hpp"

namespace ravine {

/// In double precision, which nobody is in a hurry with, always the whole GPU: a block's kernel takes long to compile.
template <class Scalar>
std::unique_ptr<Plan<Scalar>> make_cuda_plan(PlanParts<Scalar> parts) {
    using cuda::Launcher;
    auto launcher = std::make_shared<Launcher>();
    if constexpr (std::is_same_v<Scalar, float>)
        if (kernels::BlockPlan<float, Launcher>::fits(*launcher, parts))
            return std::make_unique<kernels::BlockPlan<float, Launcher>>(std::move(launcher), std::move(parts));
    return std::make_unique<kernels::GridPlan<Scalar, Launcher>>(std::move(launcher), std::move(parts));
}

template std::unique_ptr<Plan<float>> make_cuda_plan(PlanParts<float>);
template std::unique_ptr<Plan<double>> make_cuda_plan(PlanParts<double>);

}  // namespace ravine
