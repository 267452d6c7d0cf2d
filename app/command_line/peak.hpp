#pragma once

namespace ravine {

/// Billions of single-precision operations a second that one of so many threads, all at once, reaches in a loop of
/// independent multiply-adds (each counts as two), with the widest vectors that this processor has: the median over
/// so many seconds, in which it loses as work does to whatever else the machine does.
double measure_peak_gigaflops(int threads, double seconds);

}  // namespace ravine
