#pragma once
// What every test case here begins with: they need a GPU.

#include <cstdio>
#include <cstdlib>

#include "engine/compute/cuda/device.hpp"

/// Where there is no GPU, ends the program and says so aloud; CTest takes its exit code for "skipped".
inline void need_device() {
    constexpr int skipped = 77;
    const ravine::Status status = ravine::cuda::device_status();
    if (status) return;
    std::printf("skipped: no CUDA device: %s\n", status.error().what.c_str());
    std::fflush(stdout);
    std::_Exit(skipped);
}
