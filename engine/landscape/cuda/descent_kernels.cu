#include "engine/landscape/cuda/descent_kernels.hpp"

#include "engine/compute/cuda/failure.hpp"

namespace ravine::cuda {

namespace {

/// Small, so that maps of a few thousand descents have some for each multiprocessor.
constexpr unsigned block_size = 64;

unsigned blocks_for(const DescentBatch& batch) {
    return (static_cast<unsigned>(batch.starts.size()) + block_size - 1) / block_size;
}

__device__ std::size_t this_thread() { return std::size_t{blockIdx.x} * block_size + threadIdx.x; }

// A surface and a rule are found anew in each step, by six comparisons that all threads of a map decide alike, and not
// by a kernel for each pair, of which there would be hundreds.
template <class Gradient>
__global__ void __launch_bounds__(block_size)
    take_steps(DescentTask task, Gradient gradient, DescentBatch batch, int first, int last) {
    const std::size_t i = this_thread();
    if (i >= batch.starts.size()) return;
    const std::array<double, 2> start = batch.starts[i];
    DescentState state = first == 0 ? DescentState(task, start) : batch.states[i];
    continue_descent(task, gradient, batch.settings + i * batch.settings_each, start, first, last, state);
    batch.states[i] = state;
}

__global__ void __launch_bounds__(block_size) find_arrivals(DescentTask task, DescentBatch batch, Arrival* arrivals) {
    const std::size_t i = this_thread();
    if (i < batch.starts.size()) arrivals[i] = arrival_of(task, batch.starts[i], batch.states[i]);
}

template <class Gradient>
void start(const DescentTask& task, const Gradient& gradient, const DescentBatch& batch, int first, int last,
           const Stream& stream) {
    take_steps<<<blocks_for(batch), block_size, 0, stream.get()>>>(task, gradient, batch, first, last);
    check_launch();
}

}  // namespace

void start_steps(const DescentTask& task, const AnalyticGradient& gradient, const DescentBatch& batch, int first,
                 int last, const Stream& stream) {
    start(task, gradient, batch, first, last, stream);
}
void start_steps(const DescentTask& task, const GradientProgram& gradient, const DescentBatch& batch, int first,
                 int last, const Stream& stream) {
    start(task, gradient, batch, first, last, stream);
}
void start_steps(const DescentTask& task, const PaintedRelief& gradient, const DescentBatch& batch, int first, int last,
                 const Stream& stream) {
    start(task, gradient, batch, first, last, stream);
}

void start_arrivals(const DescentTask& task, const DescentBatch& batch, Arrival* arrivals, const Stream& stream) {
    find_arrivals<<<blocks_for(batch), block_size, 0, stream.get()>>>(task, batch, arrivals);
    check_launch();
}

}  // namespace ravine::cuda
