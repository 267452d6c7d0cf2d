#pragma once
// CUDA's status codes as BackendFailure: nothing that CUDA answers is left unread.

#include <cuda_runtime_api.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace ravine::cuda {

/// Why a call failed, as one sentence without an end stop. `what` was to be done: "start a kernel".
std::string failure_sentence(cudaError_t status, std::string_view what);

/// Throws BackendFailure with that sentence.
[[noreturn]] void fail(cudaError_t status, std::string_view what);
/// The same where memory is short: how much was asked for and is free.
[[noreturn]] void fail_of_memory(std::size_t bytes, std::size_t free);

/// Throws BackendFailure where the status tells of a failure. `what` was to be done, as a sentence goes on after "the
/// GPU could not": "copy numbers".
inline void check(cudaError_t status, std::string_view what) {
    if (status != cudaSuccess) fail(status, what);
}

/// After a launch <<<…>>>, which returns no status.
inline void check_launch() { check(cudaGetLastError(), "start a kernel"); }

}  // namespace ravine::cuda
