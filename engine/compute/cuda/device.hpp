#pragma once
// The GPU: the first one that CUDA names (CUDA_VISIBLE_DEVICES says which). CUDA starts when it is first asked, which
// takes part of a second; until then a program pays nothing for it.

#include <cstddef>
#include <string>

#include "engine/core/result.hpp"

namespace ravine::cuda {

/// Success where this machine has a GPU that this program can use; otherwise why not.
Status device_status();

struct Device {
    std::string name;  ///< "NVIDIA H100 80GB HBM3"
    int capability;    ///< its compute capability times ten: 90 is 9.0
    int multiprocessors;
    std::size_t shared_bytes;  ///< most shared memory of a block, which has to ask for more than 48 KB
    std::size_t memory_bytes;
    int driver;  ///< the newest CUDA that the driver knows: 13000 is 13.0
};

/// Throws BackendFailure where device_status() is no success.
const Device& device();

/// Of the GPU's memory, what is free at the moment.
std::size_t free_bytes();

}  // namespace ravine::cuda
