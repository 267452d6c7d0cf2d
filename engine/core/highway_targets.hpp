#pragma once
// For sources that Highway compiles once for each width of vectors (engine/core/vector_loop.hpp); the first header of
// such a source that has to do with Highway. RAVINE_CHOSEN(f) is the f of the width that is chosen there. It does not
// come by Highway's own table, whose library takes five milliseconds of every start.

#include "engine/core/vector_loop.hpp"

// Vectors whose size is known at run time alone make no arrays; what lies between the widths is not called.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3 | HWY_SSE4)

#include <hwy/detect_targets.h>

#if HWY_ARCH_X86_64 && (HWY_TARGETS & HWY_AVX2) && (HWY_TARGETS & HWY_AVX3)
#define RAVINE_CHOSEN(function)                                   \
    (vectors::chosen == vectors::Width::avx512 ? N_AVX3::function \
     : vectors::chosen == vectors::Width::avx2 ? N_AVX2::function \
                                               : HWY_STATIC_DISPATCH(function))
#else
#define RAVINE_CHOSEN(function) HWY_STATIC_DISPATCH(function)
#endif
