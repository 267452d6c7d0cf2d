#include "tests/device/kernels.hpp"

#include "engine/compute/cuda/failure.hpp"

namespace {

constexpr unsigned block_size = 256;

__global__ void affine(float* numbers, std::size_t count, float factor, float term) {
    const std::size_t i = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x;
    if (i < count) numbers[i] = factor * numbers[i] + term;
}

__global__ void illegal_write(float* nowhere) { *nowhere = 1; }

}  // namespace

void start_affine(float* numbers, std::size_t count, float factor, float term, const ravine::cuda::Stream& stream) {
    const auto blocks = static_cast<unsigned>((count + block_size - 1) / block_size);
    affine<<<blocks, block_size, 0, stream.get()>>>(numbers, count, factor, term);
    ravine::cuda::check_launch();
}

void start_illegal_write(const ravine::cuda::Stream& stream) {
    illegal_write<<<1, 1, 0, stream.get()>>>(reinterpret_cast<float*>(16));
    ravine::cuda::check_launch();
}
