#include "engine/compute/backend_failure.hpp"
#include "tests/catch.hpp"
#include "tests/device/device.hpp"
#include "tests/device/kernels.hpp"

using namespace ravine;

// Alone in its source, which CTest runs by itself: nothing can be asked of the GPU afterwards.
TEST_CASE("a kernel that writes where it must not loses the GPU, and one sentence says so") {
    need_device();
    const cuda::Stream stream;
    start_illegal_write(stream);
    CHECK_THROWS_WITH(stream.wait(), StartsWith("the GPU was lost: "));
    CHECK_THROWS_AS(stream.wait(), BackendFailure);
    CHECK_THROWS_AS(cuda::Stream(), BackendFailure);
}
