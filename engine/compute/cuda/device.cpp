#include "engine/compute/cuda/device.hpp"

#include <cuda_runtime_api.h>
#include <fmt/format.h>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/cuda/failure.hpp"

namespace ravine::cuda {

namespace {

constexpr int number = 0;  // of the GPU

int attribute(cudaDeviceAttr which) {
    int value = 0;
    check(cudaDeviceGetAttribute(&value, which, number), "say what it is");
    return value;
}

int capability() {
    return 10 * attribute(cudaDevAttrComputeCapabilityMajor) + attribute(cudaDevAttrComputeCapabilityMinor);
}

Device read_device() {
    if (const Status status = device_status(); !status) throw BackendFailure(status.error().what);
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, number), "say what it is");
    int driver = 0;
    check(cudaDriverGetVersion(&driver), "say what its driver is");
    return {properties.name,
            capability(),
            attribute(cudaDevAttrMultiProcessorCount),
            static_cast<std::size_t>(attribute(cudaDevAttrMaxSharedMemoryPerBlockOptin)),
            properties.totalGlobalMem,
            driver};
}

}  // namespace

Status device_status() {
    int count = 0;
    const cudaError_t status = cudaGetDeviceCount(&count);
    if (status != cudaSuccess) {
        cudaGetLastError();
        return system_error(failure_sentence(status, "be asked"));
    }
    if (count == 0) return system_error("there is no NVIDIA GPU");
    try {
        if (const int found = capability(); found < RAVINE_CUDA_LEAST)
            return system_error(
                fmt::format("the NVIDIA GPU is too old: its compute capability is {}.{}, and at least {}.{} is needed",
                            found / 10, found % 10, RAVINE_CUDA_LEAST / 10, RAVINE_CUDA_LEAST % 10));
    } catch (const BackendFailure& failure) {
        return system_error(failure.what());
    }
    return {};
}

const Device& device() {
    static const Device it = read_device();
    return it;
}

std::size_t free_bytes() {
    std::size_t free = 0, all = 0;
    check(cudaMemGetInfo(&free, &all), "say how much memory is free");
    return free;
}

}  // namespace ravine::cuda
