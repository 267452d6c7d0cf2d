#pragma once

namespace ravine::kernels {

/// Samples as engine/compute/samples.hpp has them, where a group reads them.
template <class S>
struct SamplesView {
    const S* inputs;     ///< [width × count]
    const S* targets;    ///< [count]
    const int* classes;  ///< [count], or null
    int width, count;
};

}  // namespace ravine::kernels
