#pragma once
// Back ends that are written for a GPU, run by the host's threads.

#include <memory>

#include "engine/compute/backends.hpp"
#include "engine/compute/cpu/cpu_pictures.hpp"
#include "engine/compute/kernels/block_plan.hpp"
#include "engine/compute/kernels/grid_plan.hpp"
#include "tests/host_device.hpp"

namespace ravine::test {

/// Warps that the host's devices have from now on.
inline int host_warps = 1;

template <template <class, class> class DevicesPlan>
struct OnHost {
    template <class Scalar>
    static std::unique_ptr<Plan<Scalar>> plan(PlanParts<Scalar> parts) {
        return std::make_unique<DevicesPlan<Scalar, HostDevice>>(std::make_shared<HostDevice>(host_warps),
                                                                 std::move(parts));
    }
    static BackendRow row(std::string_view id) {
        BackendRow row = cpu_backend();
        row.id = row.label = id;
        row.plan_single = plan<float>;
        row.plan_precise = plan<double>;
        return row;
    }
};

/// Small networks, in the memory of one block.
inline const BackendRow& block_backend() {
    static const BackendRow row = OnHost<kernels::BlockPlan>::row("block");
    return row;
}

/// Large networks, by launches over a whole device.
inline const BackendRow& grid_backend() {
    static const BackendRow row = OnHost<kernels::GridPlan>::row("grid");
    return row;
}

}  // namespace ravine::test
