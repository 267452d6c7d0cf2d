#pragma once
// How work is timed in benchmarks: in runs, of which the median counts.

#include <functional>
#include <vector>

namespace ravine {

/// The middle one; of an even number, the larger of the two in the middle.
double median(std::vector<double> values);

/// Pieces of work a second, over a time so long that the clock's grain does not matter. `work` does a piece and returns
/// how much that was.
double rate_of(const std::function<double()>& work);

}  // namespace ravine
