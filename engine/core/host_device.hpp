#pragma once
// What is compiled for the processor and for a GPU.

// Before a function: a GPU may call it, too. Such a function calls such functions, constant expressions, and those of
// <cmath> alone.
#ifdef __CUDACC__
#define RAVINE_HOST_DEVICE __host__ __device__
#else
#define RAVINE_HOST_DEVICE
#endif
