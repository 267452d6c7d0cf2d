#pragma once
// What `ravine bench` measures: the engine itself, as the window and the command line use it.

#include <cstddef>
#include <string>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/core/result.hpp"

namespace ravine {

struct Measurement {
    std::string id, label, unit;
    int threads = 1;
    double per_second = 0;       ///< median of the runs
    double flops = 0;            ///< operations a unit of work takes, multiply and add counted as two; 0: not counted
    double peak_gigaflops = 0;   ///< of one core, measured before each of the runs; their median
    std::size_t parameters = 0;  ///< that are trained; 0 where none are

    double gigaflops() const { return per_second * flops / 1e9; }
    /// Of as many cores' peak as there are threads.
    double share_of_peak() const { return gigaflops() / (peak_gigaflops * threads); }
    /// A sample's time divided by the parameters it trains.
    double picoseconds() const { return 1e12 / (per_second * double(parameters)); }
};

struct BenchmarkChoice {
    std::string only;            ///< the row with this id; the standard works where it is empty
    int runs = 7;                ///< of each row
    BackendChoice backend = {};  ///< of trainings, boundary and loss surface; the rest is the CPU's
};

/// Runs all of it in half a minute, or the row that is asked for. Errors: no row has this id.
Result<std::vector<Measurement>> run_benchmarks(const BenchmarkChoice& choice);

}  // namespace ravine
