#pragma once
// Back ends that are written for a GPU, run by the host's threads.

#include <memory>

#include "engine/compute/backends.hpp"
#include "engine/compute/kernels/block_plan.hpp"
#include "engine/compute/kernels/device_pictures.hpp"
#include "engine/compute/kernels/device_runs.hpp"
#include "engine/compute/kernels/grid_plan.hpp"
#include "tests/host_device.hpp"

namespace ravine::test {

/// Warps that the host's devices have from now on.
inline int host_warps = 1;

/// Bytes that a block of the host's devices has: enough for a small network, or for none.
template <template <class, class> class DevicesPlan>
inline constexpr std::size_t block_bytes = std::size_t{1} << 24;
template <>
inline constexpr std::size_t block_bytes<kernels::GridPlan> = 0;

template <template <class, class> class DevicesPlan>
struct OnHost {
    template <class Scalar>
    static std::unique_ptr<Plan<Scalar>> plan(PlanParts<Scalar> parts) {
        return std::make_unique<DevicesPlan<Scalar, HostDevice>>(std::make_shared<HostDevice>(host_warps),
                                                                 std::move(parts));
    }
    static void passes(const PassesOrder& order, ThreadPool& pool) {
        HostDevice device(host_warps, block_bytes<DevicesPlan>);
        kernels::DevicePictures<HostDevice>(device).passes(order, pool);
    }
    static void plane_losses(const PlaneLossesOrder& order, ThreadPool&) {
        HostDevice device(host_warps, block_bytes<DevicesPlan>);
        kernels::DevicePictures<HostDevice>(device).plane_losses(order);
    }
    static bool takes(const WholeRun& run) { return kernels::takes_run(run, block_bytes<DevicesPlan>); }
    static void whole_runs(const WholeRunsOrder& order) {
        HostDevice device(host_warps, block_bytes<DevicesPlan>);
        kernels::DeviceRuns<HostDevice>(device, order).run();
    }
    static BackendRow row(std::string_view id) {
        BackendRow row = cpu_backend();
        row.id = row.label = id;
        row.plan_single = plan<float>;
        row.plan_precise = plan<double>;
        row.takes = takes;
        row.whole_runs = whole_runs;
        row.passes = passes;
        row.plane_losses = plane_losses;
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
