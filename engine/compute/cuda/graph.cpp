#include "engine/compute/cuda/graph.hpp"

#include <stdexcept>

#include "engine/compute/cuda/failure.hpp"

namespace ravine::cuda {

void begin_recording(const Stream& stream) {
    check(cudaStreamBeginCapture(stream.get(), cudaStreamCaptureModeThreadLocal), "record its work");
}

RecordedGraph end_recording(const Stream& stream) {
    cudaGraph_t graph = nullptr;
    const cudaError_t status = cudaStreamEndCapture(stream.get(), &graph);
    RecordedGraph recorded(graph);
    check(status, "record its work");
    return recorded;
}

void Graph::abandon_recording(const Stream& stream) {
    cudaGraph_t graph = nullptr;
    cudaStreamEndCapture(stream.get(), &graph);
    RecordedGraph unused(graph);
    cudaGetLastError();
}

void Graph::take(const RecordedGraph& recorded) {
    cudaGraphExecUpdateResultInfo info{};
    if (graph_ && cudaGraphExecUpdate(graph_.get(), recorded.get(), &info) == cudaSuccess) return;
    cudaGetLastError();  // other kernels, then: it is made anew
    graph_.reset();
    cudaGraphExec_t made = nullptr;
    check(cudaGraphInstantiate(&made, recorded.get(), 0), "record its work");
    graph_.reset(made);
}

void Graph::launch(const Stream& stream) const {
    if (!graph_) throw std::logic_error("a graph that has recorded nothing is launched");
    check(cudaGraphLaunch(graph_.get(), stream.get()), "start recorded work");
}

}  // namespace ravine::cuda
