#include <algorithm>
#include <numeric>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/cuda/array.hpp"
#include "tests/catch.hpp"
#include "tests/device/device.hpp"

using namespace ravine;

namespace {

std::vector<float> counted(std::size_t count) {
    std::vector<float> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 1.f);
    return numbers;
}

}  // namespace

TEST_CASE("numbers come back from the GPU as they were sent") {
    need_device();
    const cuda::Stream stream;
    for (const std::size_t count : {1, 31, 1000, 1 << 20}) {
        const std::vector<float> sent = counted(count);
        const cuda::DeviceArray<float> array = cuda::on_device(std::span<const float>(sent), stream);
        std::vector<float> found(count);
        array.download(found, stream);
        stream.wait();
        CHECK(found == sent);
    }
}

TEST_CASE("numbers come back through pinned memory, too") {
    need_device();
    const cuda::Stream stream;
    const cuda::PinnedArray<double> sent(1000), found(1000);
    std::iota(sent.numbers().begin(), sent.numbers().end(), 0.5);
    cuda::DeviceArray<double> array(1000);
    array.upload(sent.numbers(), stream);
    array.download(found.numbers(), stream);
    stream.wait();
    CHECK(std::equal(sent.numbers().begin(), sent.numbers().end(), found.numbers().begin()));
}

TEST_CASE("a part of an array is copied alone") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(10);
    array.set_zero(stream);
    array.upload(counted(3), stream, 4);
    std::vector<float> found(5);
    array.download(found, stream, 3);
    stream.wait();
    CHECK(found == std::vector<float>{0, 1, 2, 3, 0});
    CHECK_THROWS_AS(array.upload(counted(3), stream, 8), std::logic_error);
    CHECK_THROWS_AS(array.download(found, stream, 11), std::logic_error);
}

TEST_CASE("an array that is moved from is empty and can be filled again") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> first = cuda::on_device(std::span<const float>(counted(7)), stream);
    const float* place = first.data();
    cuda::DeviceArray<float> second = std::move(first);
    CHECK(second.data() == place);
    CHECK(second.size() == 7);
    CHECK(first.empty());  // NOLINT: that is the question
    CHECK(first.data() == nullptr);
    CHECK_THROWS_AS(first.upload(counted(1), stream), std::logic_error);

    first = cuda::DeviceArray<float>(3);
    second = std::move(first);
    CHECK(second.size() == 3);
    std::vector<float> found(3);
    second.upload(counted(3), stream);
    second.download(found, stream);
    stream.wait();
    CHECK(found == counted(3));
}

TEST_CASE("an array of no numbers takes no memory and copies nothing") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(0);
    array.upload({}, stream);
    array.set_zero(stream);
    stream.wait();
    CHECK(array.data() == nullptr);
}

TEST_CASE("memory that a GPU cannot have is refused with both amounts, and the GPU goes on") {
    need_device();
    constexpr std::size_t petabyte = 1'000'000'000'000'000;
    try {
        const cuda::DeviceArray<char> array(petabyte);
        FAIL("a GPU with a petabyte");
    } catch (const BackendFailure& failure) {
        CHECK_THAT(failure.what(), StartsWith("the GPU's memory is short: 1 PB were asked for, "));
        CHECK_THAT(failure.what(), EndsWith(" are free"));
    }
    const cuda::Stream stream;
    const cuda::DeviceArray<float> array = cuda::on_device(std::span<const float>(counted(5)), stream);
    std::vector<float> found(5);
    array.download(found, stream);
    stream.wait();
    CHECK(found == counted(5));
}

TEST_CASE("memory is free again when an array is gone") {
    need_device();
    constexpr std::size_t size = std::size_t{64} << 20;
    { const cuda::DeviceArray<char> warms_up(size); }
    const std::size_t before = cuda::free_bytes();
    {
        const cuda::DeviceArray<char> array(size);
        CHECK(cuda::free_bytes() + size <= before);
    }
    CHECK(cuda::free_bytes() + size > before);
}
