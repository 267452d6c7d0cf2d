#pragma once
// A sequence of kernels and copies that is started as one: the host gives one order where it would give one for each.

#include <cuda_runtime_api.h>

#include <memory>
#include <type_traits>

#include "engine/compute/cuda/stream.hpp"

namespace ravine::cuda {

struct DestroyGraph {
    void operator()(cudaGraph_t graph) const { cudaGraphDestroy(graph); }
};
struct DestroyGraphExec {
    void operator()(cudaGraphExec_t graph) const { cudaGraphExecDestroy(graph); }
};
using RecordedGraph = std::unique_ptr<std::remove_pointer_t<cudaGraph_t>, DestroyGraph>;

void begin_recording(const Stream& stream);
/// Throws where something was given to the stream that cannot be recorded.
RecordedGraph end_recording(const Stream& stream);

/// Empty until it records, and after a move.
class Graph {
  public:
    Graph() = default;
    /// Of what work() gives to the stream; nothing of it runs now.
    template <class Work>
    Graph(const Stream& stream, const Work& work) {
        record(stream, work);
    }

    /// Takes other work in place of its own. The same kernels with other arguments cost little.
    template <class Work>
    void record(const Stream& stream, const Work& work) {
        begin_recording(stream);
        try {
            work();
        } catch (...) {
            abandon_recording(stream);
            throw;
        }
        take(end_recording(stream));
    }

    explicit operator bool() const { return graph_ != nullptr; }

    void launch(const Stream& stream) const;

  private:
    static void abandon_recording(const Stream& stream);
    void take(const RecordedGraph& recorded);

    std::unique_ptr<std::remove_pointer_t<cudaGraphExec_t>, DestroyGraphExec> graph_;
};

}  // namespace ravine::cuda
