#pragma once
// The order of work on the GPU: what is given to one stream runs one after another, what is given to two may overlap.

#include <cuda_runtime_api.h>

#include <memory>
#include <type_traits>

namespace ravine::cuda {

struct DestroyStream {
    void operator()(cudaStream_t stream) const { cudaStreamDestroy(stream); }
};

class Stream {
  public:
    /// `urgent`: its kernels come before those of other streams.
    explicit Stream(bool urgent = false);

    cudaStream_t get() const { return stream_.get(); }

    /// Returns when all that was given to it is done; throws what failed of it.
    void wait() const;
    /// Whether all is done.
    bool is_idle() const;

  private:
    std::unique_ptr<std::remove_pointer_t<cudaStream_t>, DestroyStream> stream_;
};

struct DestroyEvent {
    void operator()(cudaEvent_t event) const { cudaEventDestroy(event); }
};

/// A mark in a stream.
class Event {
  public:
    Event();

    cudaEvent_t get() const { return event_.get(); }

    /// Marks what has been given to the stream so far.
    void record(const Stream& stream);
    /// Returns when what it marks is done.
    void wait() const;
    /// What is given to the stream from now on waits for what it marks.
    void hold(const Stream& stream) const;

  private:
    std::unique_ptr<std::remove_pointer_t<cudaEvent_t>, DestroyEvent> event_;
};

/// Between two marks that are done.
double seconds_between(const Event& first, const Event& second);

}  // namespace ravine::cuda
