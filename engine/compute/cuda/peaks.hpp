#pragma once
// What the GPU at hand can do at most, measured: what kernels are held against.

namespace ravine::cuda {

struct Peaks {
    double single_flops;  ///< multiply-adds of single precision outside the tensor cores, each two operations, a second
    double copy_bytes;    ///< between two places of its memory, read and written, a second
};

/// Takes about a second. The best of several runs, as other programs can only slow it down.
Peaks measure_peaks();

}  // namespace ravine::cuda
