#pragma once
// What is compiled for the processor and for a GPU.

// Before a function: a GPU may call it, too. Such a function calls such functions, constant expressions, and those of
// <cmath> alone.
#ifdef __CUDACC__
#define RAVINE_HOST_DEVICE __host__ __device__
#else
#define RAVINE_HOST_DEVICE
#endif

// The same where a GPU is to call it, not to take it into its caller: of a kernel that holds everything at several
// places, each part well, the compiler makes machine code in minutes.
#ifdef __CUDACC__
#define RAVINE_HOST_DEVICE_CALL __host__ __device__ __noinline__
#else
#define RAVINE_HOST_DEVICE_CALL
#endif
