#pragma once

namespace ravine {

/// Billions of single-precision operations a second that one core reaches in a loop of independent multiply-adds (each
/// counts as two), with the widest vectors that this processor has: on average over so long, as work is timed, so that
/// both lose alike to whatever else the processor does.
double measure_peak_gigaflops(double seconds);

}  // namespace ravine
