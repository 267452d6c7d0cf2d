#include "engine/compute/cuda/stream.hpp"

#include "engine/compute/cuda/failure.hpp"

namespace ravine::cuda {

Stream::Stream(bool urgent) {
    int least = 0, most = 0;
    check(cudaDeviceGetStreamPriorityRange(&least, &most), "order its work");
    cudaStream_t stream = nullptr;
    check(cudaStreamCreateWithPriority(&stream, cudaStreamNonBlocking, urgent ? most : least), "order its work");
    stream_.reset(stream);
}

void Stream::wait() const { check(cudaStreamSynchronize(get()), "finish its work"); }

bool Stream::is_idle() const {
    const cudaError_t status = cudaStreamQuery(get());
    if (status == cudaErrorNotReady) return false;
    check(status, "finish its work");
    return true;
}

Event::Event() {
    cudaEvent_t event = nullptr;
    check(cudaEventCreate(&event), "order its work");
    event_.reset(event);
}

void Event::record(const Stream& stream) { check(cudaEventRecord(get(), stream.get()), "order its work"); }

void Event::wait() const { check(cudaEventSynchronize(get()), "finish its work"); }

void Event::hold(const Stream& stream) const { check(cudaStreamWaitEvent(stream.get(), get(), 0), "order its work"); }

double seconds_between(const Event& first, const Event& second) {
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, first.get(), second.get()), "measure its time");
    return double{milliseconds} / 1e3;
}

}  // namespace ravine::cuda
