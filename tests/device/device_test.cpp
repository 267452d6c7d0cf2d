#include <cuda_runtime_api.h>

#include "tests/catch.hpp"
#include "tests/device/device.hpp"

using namespace ravine;

TEST_CASE("the GPU says what it is") {
    need_device();
    const cuda::Device& device = cuda::device();
    CHECK(!device.name.empty());
    CHECK(device.capability >= 75);
    CHECK(device.multiprocessors > 0);
    CHECK(device.shared_bytes >= std::size_t{48} << 10);
    CHECK(device.memory_bytes > cuda::free_bytes() / 2);
    CHECK(device.driver >= CUDART_VERSION / 1000 * 1000);
}
