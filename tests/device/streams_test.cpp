#include <stdexcept>
#include <utility>
#include <vector>

#include "engine/compute/cuda/array.hpp"
#include "engine/compute/cuda/graph.hpp"
#include "tests/catch.hpp"
#include "tests/device/device.hpp"
#include "tests/device/kernels.hpp"

using namespace ravine;

namespace {

constexpr std::size_t count = 1 << 20;

std::vector<float> fetched(const cuda::DeviceArray<float>& array, const cuda::Stream& stream) {
    std::vector<float> numbers(array.size());
    array.download(numbers, stream);
    stream.wait();
    return numbers;
}

}  // namespace

TEST_CASE("what one stream gets is done in its order") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(count);
    array.set_zero(stream);
    start_affine(array.data(), count, 1, 3, stream);
    start_affine(array.data(), count, 2, 0, stream);
    start_affine(array.data(), count, 1, -1, stream);
    CHECK(fetched(array, stream) == std::vector<float>(count, 5));
    CHECK(stream.is_idle());
}

TEST_CASE("a stream waits for another one's mark") {
    need_device();
    const cuda::Stream first, second(true);
    for (int round = 0; round < 20; ++round) {
        cuda::DeviceArray<float> array(count);
        array.set_zero(first);
        for (int i = 0; i < 10; ++i) start_affine(array.data(), count, 1, 1, first);
        cuda::Event done;
        done.record(first);
        done.hold(second);
        start_affine(array.data(), count, 3, 0, second);
        CHECK(fetched(array, second) == std::vector<float>(count, 30));
    }
}

TEST_CASE("the time between two marks is that of the work between them") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(count);
    array.set_zero(stream);
    cuda::Event begin, end;
    begin.record(stream);
    for (int i = 0; i < 100; ++i) start_affine(array.data(), count, 1, 1, stream);
    end.record(stream);
    end.wait();
    CHECK(seconds_between(begin, end) > 0);
    CHECK(seconds_between(begin, end) < 10);
}

TEST_CASE("a graph does what was recorded, as often as it is launched, and nothing while it records") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(1000);
    array.set_zero(stream);
    const cuda::Graph graph(stream, [&] {
        start_affine(array.data(), array.size(), 2, 0, stream);
        start_affine(array.data(), array.size(), 1, 1, stream);
    });
    CHECK(fetched(array, stream) == std::vector<float>(1000, 0));
    float expected = 0;
    for (int launch = 0; launch < 10; ++launch) {
        graph.launch(stream);
        expected = 2 * expected + 1;
    }
    CHECK(fetched(array, stream) == std::vector<float>(1000, expected));
}

TEST_CASE("a graph takes other numbers, and other work") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(1000);
    array.set_zero(stream);
    const auto add = [&](float term) { start_affine(array.data(), array.size(), 1, term, stream); };
    cuda::Graph graph(stream, [&] { add(1); });
    graph.launch(stream);
    graph.record(stream, [&] { add(10); });
    graph.launch(stream);
    CHECK(fetched(array, stream) == std::vector<float>(1000, 11));
    graph.record(stream, [&] {
        add(100);
        add(100);
        array.set_zero(stream);
        add(7);
    });
    graph.launch(stream);
    CHECK(fetched(array, stream) == std::vector<float>(1000, 7));
}

TEST_CASE("a graph whose work fails keeps what it had, and its stream goes on") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(1000);
    array.set_zero(stream);
    cuda::Graph graph(stream, [&] { start_affine(array.data(), array.size(), 1, 1, stream); });
    CHECK_THROWS_AS(graph.record(stream, [] { throw std::runtime_error("no work"); }), std::runtime_error);
    graph.launch(stream);
    CHECK(fetched(array, stream) == std::vector<float>(1000, 1));
    const cuda::Graph empty;
    CHECK(!empty);
    CHECK_THROWS_AS(empty.launch(stream), std::logic_error);
}

TEST_CASE("a graph that is moved from has nothing to launch") {
    need_device();
    const cuda::Stream stream;
    cuda::DeviceArray<float> array(10);
    array.set_zero(stream);
    cuda::Graph graph(stream, [&] { start_affine(array.data(), array.size(), 1, 1, stream); });
    const cuda::Graph other = std::move(graph);
    CHECK(!graph);  // NOLINT: that is the question
    other.launch(stream);
    CHECK(fetched(array, stream) == std::vector<float>(10, 1));
}
