#pragma once
// What runs on the GPU for maps of descents: one thread takes one descent.

#include <array>
#include <cstddef>
#include <span>

#include "engine/compute/cuda/stream.hpp"
#include "engine/landscape/arrival.hpp"
#include "engine/landscape/kernels/descent.hpp"
#include "engine/landscape/kernels/gradient_code.hpp"

namespace ravine::cuda {

/// Descents in the GPU's memory.
struct DescentBatch {
    std::span<const std::array<double, 2>> starts;
    const double* settings;     ///< of each one after another; null where all have the task's rules
    std::size_t settings_each;  ///< how many
    DescentState* states;       ///< one for each
};

/// Takes steps first … last − 1 of all; with first = 0 from the starts, else from their states.
void start_steps(const DescentTask& task, const AnalyticGradient& gradient, const DescentBatch& batch, int first,
                 int last, const Stream& stream);
void start_steps(const DescentTask& task, const GradientProgram& gradient, const DescentBatch& batch, int first,
                 int last, const Stream& stream);
void start_steps(const DescentTask& task, const PaintedRelief& gradient, const DescentBatch& batch, int first, int last,
                 const Stream& stream);

/// Writes where each of them is after its last step.
void start_arrivals(const DescentTask& task, const DescentBatch& batch, Arrival* arrivals, const Stream& stream);

}  // namespace ravine::cuda
