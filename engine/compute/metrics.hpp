#pragma once

#include <limits>

namespace ravine {

/// Loss (mean over samples, penalty not included) and accuracy (share of right classes; NaN for regression) of one
/// split.
struct Metrics {
    double loss = std::numeric_limits<double>::quiet_NaN();
    double accuracy = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace ravine
