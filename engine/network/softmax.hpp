#pragma once

#include <algorithm>
#include <cmath>

namespace ravine {

/// probabilities[k] = e^(z_k − max z) / Σ: finite for all finite z; in place is allowed.
template <class S>
void softmax(const S* z, S* probabilities, int count) {
    const S most = *std::max_element(z, z + count);
    S sum = 0;
    for (int k = 0; k < count; ++k) sum += probabilities[k] = std::exp(z[k] - most);
    for (int k = 0; k < count; ++k) probabilities[k] /= sum;
}

}  // namespace ravine
