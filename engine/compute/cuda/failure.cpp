#include "engine/compute/cuda/failure.hpp"

#include <fmt/format.h>

#include "engine/compute/backend_failure.hpp"

namespace ravine::cuda {

namespace {

/// "13.0" of CUDA's 13000.
std::string version_text(int version) { return fmt::format("{}.{}", version / 1000, version % 1000 / 10); }

/// CUDA answers the same where the driver is old and where there is none.
std::string driver_sentence() {
    int version = 0;
    if (cudaDriverGetVersion(&version) != cudaSuccess || version == 0) return "no NVIDIA driver is installed";
    return fmt::format("the NVIDIA driver is too old: it knows CUDA {}, and this program needs {}",
                       version_text(version), version_text(CUDART_VERSION));
}

/// After these, every further call fails until the program ends.
bool is_lost(cudaError_t status) {
    switch (status) {
        case cudaErrorIllegalAddress:
        case cudaErrorMisalignedAddress:
        case cudaErrorInvalidAddressSpace:
        case cudaErrorInvalidPc:
        case cudaErrorIllegalInstruction:
        case cudaErrorHardwareStackError:
        case cudaErrorLaunchFailure:
        case cudaErrorLaunchTimeout:
        case cudaErrorAssert:
        case cudaErrorECCUncorrectable:
        case cudaErrorNvlinkUncorrectable:
        case cudaErrorUnknown:
            return true;
        default:
            return false;
    }
}

std::string size_text(std::size_t bytes) {
    double amount = static_cast<double>(bytes);
    std::string_view unit = "bytes";
    for (std::string_view next : {"KB", "MB", "GB", "TB", "PB"}) {
        if (amount < 1000) break;
        amount /= 1000;
        unit = next;
    }
    return fmt::format("{:.3g} {}", amount, unit);
}

}  // namespace

std::string failure_sentence(cudaError_t status, std::string_view what) {
    const std::string why = cudaGetErrorString(status);
    if (is_lost(status)) return "the GPU was lost: " + why;
    switch (status) {
        case cudaErrorNoDevice:
            return "there is no NVIDIA GPU";
        case cudaErrorInsufficientDriver:
            return driver_sentence();
        case cudaErrorNoKernelImageForDevice:
        case cudaErrorUnsupportedPtxVersion:
            return "this program has no machine code for this GPU";
        case cudaErrorDevicesUnavailable:
            return "another program has the GPU for itself";
        case cudaErrorMemoryAllocation:
            return "the GPU's memory is short";
        default:
            return fmt::format("the GPU could not {}: {}", what, why);
    }
}

void fail(cudaError_t status, std::string_view what) {
    cudaGetLastError();  // else the next launch is blamed
    throw BackendFailure(failure_sentence(status, what));
}

void fail_of_memory(std::size_t bytes, std::size_t free) {
    cudaGetLastError();
    throw BackendFailure(
        fmt::format("the GPU's memory is short: {} were asked for, {} are free", size_text(bytes), size_text(free)));
}

}  // namespace ravine::cuda
