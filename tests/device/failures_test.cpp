// What failures are called. No GPU is needed for that.

#include "engine/compute/cuda/failure.hpp"

#include <string>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/cuda/array.hpp"
#include "engine/compute/cuda/blas.hpp"
#include "engine/compute/cuda/device.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// One line of words that goes on after a colon and has no end stop.
void check_sentence(const std::string& words) {
    INFO(words);
    CHECK_FALSE(words.empty());
    CHECK(words.find('\n') == std::string::npos);
    CHECK(words.back() != '.');
}

}  // namespace

TEST_CASE("a lost GPU is told apart from a call that failed") {
    for (const cudaError_t status : {cudaErrorIllegalAddress, cudaErrorLaunchFailure, cudaErrorLaunchTimeout,
                                     cudaErrorECCUncorrectable, cudaErrorHardwareStackError}) {
        const std::string words = cuda::failure_sentence(status, "copy numbers");
        check_sentence(words);
        CHECK_THAT(words, StartsWith("the GPU was lost: "));
    }
    const std::string words = cuda::failure_sentence(cudaErrorInvalidValue, "copy numbers");
    check_sentence(words);
    CHECK_THAT(words, StartsWith("the GPU could not copy numbers: "));
}

TEST_CASE("what is missing is said") {
    for (const cudaError_t status :
         {cudaErrorNoDevice, cudaErrorInsufficientDriver, cudaErrorNoKernelImageForDevice, cudaErrorDevicesUnavailable,
          cudaErrorMemoryAllocation, cudaErrorUnsupportedPtxVersion})
        check_sentence(cuda::failure_sentence(status, "start"));
    CHECK_THAT(cuda::failure_sentence(cudaErrorInsufficientDriver, "start"), contains_text("driver"));
    CHECK_THROWS_WITH(cuda::fail_of_memory(3'000'000'000, 1'234'567),
                      "the GPU's memory is short: 3 GB were asked for, 1.23 MB are free");
    CHECK_THROWS_AS(cuda::check(cudaErrorInvalidValue, "copy numbers"), BackendFailure);
    CHECK_NOTHROW(cuda::check(cudaSuccess, "copy numbers"));
}

TEST_CASE("a machine without a GPU says so in a sentence, and every handle is refused with the same one") {
    const Status status = cuda::device_status();
    if (status) {
        CHECK(cuda::device().capability > 0);
        return;
    }
    check_sentence(status.error().what);
    CHECK_THROWS_WITH(cuda::device(), status.error().what);
    CHECK_THROWS_WITH(cuda::Stream(), status.error().what);
    CHECK_THROWS_WITH(cuda::DeviceArray<float>(10), status.error().what);
    CHECK_THROWS_WITH(cuda::PinnedArray<float>(10), status.error().what);
    CHECK(cuda::DeviceArray<float>(0).empty());
}

TEST_CASE("cuBLAS is there, or said not to be") {
    const Status status = cuda::blas_status();
    if (status)
        CHECK(cuda::blas().multiply != nullptr);
    else {
        check_sentence(status.error().what);
        CHECK_THROWS_WITH(cuda::BlasHandle(), status.error().what);
    }
}
