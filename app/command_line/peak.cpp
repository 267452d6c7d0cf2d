#include "app/command_line/peak.hpp"

#include <cstddef>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

#include "app/command_line/stopwatch.hpp"
#include "app/command_line/timing.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ravine {

namespace {

// Ten chains hide the latency of a multiply-add (4 to 5 cycles) on processors with two units.
constexpr int chains = 10;

struct Kernel {
    int lanes;
    float (*run)(int rounds);  ///< `rounds` multiply-adds on each chain; the result keeps the loop alive
};

#if defined(__x86_64__)
__attribute__((target("avx512f"))) float run_512(int rounds) {
    const __m512 factor = _mm512_set1_ps(0.999F), term = _mm512_set1_ps(0.001F);
    __m512 sums[chains];
    for (auto& sum : sums) sum = factor;
    for (int i = 0; i < rounds; ++i)
#pragma GCC unroll 10
        for (auto& sum : sums) sum = _mm512_fmadd_ps(sum, factor, term);
    __m512 all = sums[0];
    for (const auto& sum : sums) all = _mm512_add_ps(all, sum);
    return _mm512_cvtss_f32(all);
}

__attribute__((target("avx2,fma"))) float run_256(int rounds) {
    const __m256 factor = _mm256_set1_ps(0.999F), term = _mm256_set1_ps(0.001F);
    __m256 sums[chains];
    for (auto& sum : sums) sum = factor;
    for (int i = 0; i < rounds; ++i)
#pragma GCC unroll 10
        for (auto& sum : sums) sum = _mm256_fmadd_ps(sum, factor, term);
    __m256 all = sums[0];
    for (const auto& sum : sums) all = _mm256_add_ps(all, sum);
    return _mm256_cvtss_f32(all);
}
#endif

/// Four lanes, multiplied and added one after the other: what every machine can do.
float run_plain(int rounds) {
    using Lanes = float __attribute__((vector_size(16)));
    const Lanes factor{0.999F, 0.999F, 0.999F, 0.999F}, term{0.001F, 0.001F, 0.001F, 0.001F};
    Lanes sums[chains];
    for (auto& sum : sums) sum = factor;
    for (int i = 0; i < rounds; ++i)
#pragma GCC unroll 10
        for (auto& sum : sums) sum = sum * factor + term;
    Lanes all = sums[0];
    for (const auto& sum : sums) all += sum;
    return all[0];
}

Kernel widest_kernel() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return {16, run_512};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return {8, run_256};
#endif
    return {4, run_plain};
}

/// The median of short runs, of which few are interrupted.
double rate_on_one_thread(double seconds) {
    const Kernel kernel = widest_kernel();
    constexpr int rounds = 100'000;
    std::vector<double> rates;
    for (const Stopwatch watch; watch.seconds() < seconds;) {
        const Stopwatch run;
        volatile float kept = kernel.run(rounds);
        static_cast<void>(kept);
        rates.push_back(2.0 * kernel.lanes * chains * rounds / run.seconds());
    }
    return median(std::move(rates));
}

}  // namespace

double measure_peak_gigaflops(int threads, double seconds) {
    std::vector<double> rates(static_cast<std::size_t>(threads));
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < rates.size(); ++i)
            others.emplace_back([&rate = rates[i], seconds] { rate = rate_on_one_thread(seconds); });
        rates[0] = rate_on_one_thread(seconds);
    }
    return std::accumulate(rates.begin(), rates.end(), 0.0) / threads / 1e9;
}

}  // namespace ravine
