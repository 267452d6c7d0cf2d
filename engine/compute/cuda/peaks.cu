#include "engine/compute/cuda/peaks.hpp"

#include <algorithm>

#include "engine/compute/cuda/array.hpp"
#include "engine/compute/cuda/device.hpp"
#include "engine/compute/cuda/failure.hpp"
#include "engine/compute/cuda/stream.hpp"

namespace ravine::cuda {

namespace {

constexpr int chains = 8;  // that wait for nothing of each other, so that each thread has always one ready
constexpr int rounds = 1 << 14;
constexpr int block_size = 256, blocks_each = 8;  // fill a multiprocessor's 2048 threads
constexpr int runs = 7;

__global__ void multiply_and_add(float* results, float factor, float term) {
    float values[chains];
    for (int i = 0; i < chains; ++i) values[i] = static_cast<float>(threadIdx.x + static_cast<unsigned>(i));
    for (int round = 0; round < rounds; ++round)
#pragma unroll
        for (int i = 0; i < chains; ++i) values[i] = fmaf(values[i], factor, term);
    float sum = 0;
    for (int i = 0; i < chains; ++i) sum += values[i];
    results[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

/// Of the given work on the stream, the least of some runs after one that warms up.
template <class Work>
double least_seconds(const Stream& stream, const Work& work) {
    double least = 0;
    for (int run = 0; run <= runs; ++run) {
        Event begin, end;
        begin.record(stream);
        work();
        end.record(stream);
        end.wait();
        const double seconds = seconds_between(begin, end);
        if (run == 1 || (run > 1 && seconds < least)) least = seconds;
    }
    return least;
}

}  // namespace

Peaks measure_peaks() {
    const Stream stream;
    const int blocks = blocks_each * device().multiprocessors;
    const DeviceArray<float> results(static_cast<std::size_t>(blocks) * block_size);
    const double of_sums = least_seconds(stream, [&] {
        multiply_and_add<<<static_cast<unsigned>(blocks), block_size, 0, stream.get()>>>(results.data(), 0.999f, 0.5f);
        check_launch();
    });

    const std::size_t bytes = std::min<std::size_t>(std::size_t{2} << 30, free_bytes() / 4);
    const DeviceArray<char> from(bytes), to(bytes);
    const double of_copy = least_seconds(stream, [&] { copy(to.data(), from.data(), bytes, stream); });

    return {2.0 * chains * rounds * static_cast<double>(results.size()) / of_sums,
            2.0 * static_cast<double>(bytes) / of_copy};
}

}  // namespace ravine::cuda
