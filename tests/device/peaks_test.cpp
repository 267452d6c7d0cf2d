#include "engine/compute/cuda/peaks.hpp"

#include "tests/catch.hpp"
#include "tests/device/device.hpp"

using namespace ravine;

TEST_CASE("the measured peaks are those of a GPU") {
    need_device();
    const cuda::Peaks peaks = cuda::measure_peaks();
    WARN("multiply-adds: " << peaks.single_flops / 1e12 << " TFLOP/s, copies: " << peaks.copy_bytes / 1e9 << " GB/s");
    CHECK(peaks.single_flops > 1e12);
    CHECK(peaks.single_flops < 1e15);
    CHECK(peaks.copy_bytes > 1e11);
    CHECK(peaks.copy_bytes < 2e13);
}
