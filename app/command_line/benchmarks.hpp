#pragma once
// What `ravine bench` measures: the engine itself, as the window and the command line use it.

#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

struct Measurement {
    std::string id, label, unit;
    int threads = 1;
    double per_second = 0;     ///< median of at least seven runs
    double gigaflops = 0;      ///< of the work's own arithmetic, multiply and add counted as two; 0 where not counted
    double share_of_peak = 0;  ///< of as many cores' peak as there are threads; 0 where not counted
};

struct BenchmarkReport {
    double peak_gigaflops = 0;  ///< of one core, measured just before
    std::vector<Measurement> rows;
};

/// Runs all of it: about a minute.
Result<BenchmarkReport> run_benchmarks();

}  // namespace ravine
