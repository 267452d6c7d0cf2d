#pragma once
// How works are launched; for the sources in which Launcher's functions are made for them.

#include <algorithm>

#include "engine/compute/cuda/failure.hpp"
#include "engine/compute/cuda/launcher.hpp"
#include "engine/compute/kernels/group.hpp"

namespace ravine::cuda {

struct BlockMeeting {
    RAVINE_HOST_DEVICE void operator()() const {
#ifdef __CUDA_ARCH__
        __syncthreads();
#endif
    }
};
/// The threads of all blocks, which do not meet.
struct NoMeeting {
    RAVINE_HOST_DEVICE void operator()() const {}
};

inline constexpr int most_block_threads = 512, grid_block_threads = 256;

template <class Work>
__global__ void __launch_bounds__(most_block_threads) run_in_blocks(const __grid_constant__ Work work) {
    extern __shared__ double memory[];
    const int thread = int(threadIdx.x), threads = int(blockDim.x);
    const kernels::Group<BlockMeeting> group = {
        thread, threads, thread / kernels::warp_size, threads / kernels::warp_size, {thread % kernels::warp_size}, {}};
    work(group, int(blockIdx.x), reinterpret_cast<std::byte*>(memory));
}

template <class Work>
__global__ void __launch_bounds__(grid_block_threads) run_in_grid(const __grid_constant__ Work work) {
    const int thread = int(blockIdx.x * blockDim.x + threadIdx.x), threads = int(gridDim.x * blockDim.x);
    const kernels::Group<NoMeeting> group = {
        thread, threads, thread / kernels::warp_size, threads / kernels::warp_size, {thread % kernels::warp_size}, {}};
    work(group);
}

template <class Work>
void Launcher::launch(const Work& work, int blocks, int threads, std::size_t bytes) {
    constexpr std::size_t without_asking = 48 << 10;
    if (bytes > without_asking)
        check(cudaFuncSetAttribute(run_in_blocks<Work>, cudaFuncAttributeMaxDynamicSharedMemorySize, int(bytes)),
              "give a block so much memory");
    run_in_blocks<<<unsigned(blocks), unsigned(std::min(threads, most_block_threads)), bytes, now_->stream->get()>>>(
        work);
    check_launch();
}

template <class Work>
void Launcher::launch_grid(const Work& work, int items) {
    constexpr int blocks_of_each = 2048 / grid_block_threads;
    const int wanted = (items + grid_block_threads - 1) / grid_block_threads;
    const int blocks = std::clamp(wanted, 1, multiprocessors_ * blocks_of_each);
    run_in_grid<<<unsigned(blocks), grid_block_threads, 0, now_->stream->get()>>>(work);
    check_launch();
}

}  // namespace ravine::cuda

// The function that launches `work` in blocks, or over the whole GPU.
#define RAVINE_LAUNCH_IN_BLOCKS(...) \
    template void Launcher::launch(const __VA_ARGS__& work, int blocks, int threads, std::size_t bytes)
#define RAVINE_LAUNCH_IN_GRID(...) template void Launcher::launch_grid(const __VA_ARGS__& work, int items)
