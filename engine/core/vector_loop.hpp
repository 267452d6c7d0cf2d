#pragma once
// Loops over plain arrays, compiled for the widest vectors that the processor has. Nothing is reordered; a product and
// a sum are rounded together where the processor can (all with AVX2 do), so that results on others agree to rounding.

// Marks the body, so that it is compiled into each of the versions: vector_loop([&]() RAVINE_LOOP_BODY { … }).
#define RAVINE_LOOP_BODY __attribute__((always_inline))

// Before a loop whose turns have nothing to do with each other: no array that it writes overlaps another one, unless it
// is the same array. Compilers give up on finding that out where there are many, and where there are few, they look
// anew in each call.
#ifdef __clang__
#define RAVINE_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define RAVINE_INDEPENDENT _Pragma("GCC ivdep")
#endif

#include <cstddef>
#include <string_view>

#include "engine/core/rounded_up.hpp"

namespace ravine {

namespace vectors {

/// Each contains those before it.
enum class Width { plain, avx2, avx512 };

/// As processors' makers call them; of `plain`, what every processor of the kind has.
constexpr std::string_view name_of(Width width) {
    constexpr std::string_view names[] = {"the narrowest", "AVX2", "AVX-512"};
    return names[static_cast<int>(width)];
}

#if defined(__x86_64__)
/// The widest that this processor has.
inline Width widest() {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("bmi2"))
        return Width::plain;
    const bool is_wider = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    return is_wider ? Width::avx512 : Width::avx2;
}

template <class Loop>
__attribute__((target("avx512f,avx512dq,avx512vl,fma"), flatten)) void run_avx512(const Loop& loop) {
    loop();
}

template <class Loop>
__attribute__((target("avx2,fma"), flatten)) void run_avx2(const Loop& loop) {
    loop();
}
#else
inline Width widest() { return Width::plain; }
#endif

/// What loops and products use; tests choose a narrower one while nothing else runs.
inline Width chosen = widest();

}  // namespace vectors

/// At least so many numbers that they fill the processor's vectors of eight.
constexpr int whole_vectors(int numbers) { return rounded_up(numbers, 8); }

/// Calls `loop`, which allocates nothing and calls nothing that is not inline.
template <class Loop>
void vector_loop(const Loop& loop) {
#if defined(__x86_64__)
    if (vectors::chosen == vectors::Width::avx512) return vectors::run_avx512(loop);
    if (vectors::chosen == vectors::Width::avx2) return vectors::run_avx2(loop);
#endif
    loop();
}

}  // namespace ravine
