#include "engine/compute/cuda/array.hpp"

#include <new>

#include "engine/compute/cuda/device.hpp"
#include "engine/compute/cuda/failure.hpp"

namespace ravine::cuda {

void* allocate_on_device(std::size_t bytes) {
    void* memory = nullptr;
    const cudaError_t status = cudaMalloc(&memory, bytes);
    if (status == cudaErrorMemoryAllocation) fail_of_memory(bytes, free_bytes());
    check(status, "give memory");
    return memory;
}

void* allocate_pinned(std::size_t bytes) {
    void* memory = nullptr;
    const cudaError_t status = cudaHostAlloc(&memory, bytes, cudaHostAllocDefault);
    if (status == cudaErrorMemoryAllocation) throw std::bad_alloc();
    check(status, "share memory with the host");
    return memory;
}

void copy(void* to, const void* from, std::size_t bytes, const Stream& stream) {
    if (bytes) check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDefault, stream.get()), "copy numbers");
}

void set_zero(void* to, std::size_t bytes, const Stream& stream) {
    if (bytes) check(cudaMemsetAsync(to, 0, bytes, stream.get()), "set numbers");
}

// What these answer comes too late: an array may be the last thing that is left of a plan whose GPU was lost.
void FreeOnDevice::operator()(void* memory) const { cudaFree(memory); }
void FreePinned::operator()(void* memory) const { cudaFreeHost(memory); }

}  // namespace ravine::cuda
