#pragma once
// How work is timed in benchmarks: in runs, of which the median counts.

#include <functional>
#include <vector>

namespace ravine {

/// The middle one; of an even number, the larger of the two in the middle.
double median(std::vector<double> values);

constexpr double usual_seconds = 0.2;   ///< of a run
constexpr double short_seconds = 0.08;  ///< of a run where there are many rows

/// Work a second, over at least so long. `work` does a piece, which takes longer than a look at the clock, and returns
/// how much that was.
double rate_of(const std::function<double()>& work, double least_seconds);

}  // namespace ravine
