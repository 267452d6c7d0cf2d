#pragma once

namespace ravine {

/// Billions of single-precision operations a second that one core reaches in a loop of independent multiply-adds (each
/// counts as two), with the widest vectors that this processor has. Takes about 50 ms.
double measure_peak_gigaflops();

}  // namespace ravine
