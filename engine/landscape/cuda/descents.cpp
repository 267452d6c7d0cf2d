#include "engine/landscape/cuda/descents.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "engine/compute/cuda/array.hpp"
#include "engine/compute/cuda/device.hpp"
#include "engine/compute/kernels/launch_length.hpp"
#include "engine/landscape/cuda/descent_kernels.hpp"

namespace ravine::cuda {

namespace {

/// Descents of a launch at most: they fill any GPU, and take some 30 MB.
constexpr std::size_t most_together = std::size_t{1} << 18;
/// Threads that a multiprocessor has at a time, as their registers allow.
constexpr std::size_t threads_each = 768;

/// Copies of lists in the GPU's memory.
class KeptLists {
  public:
    explicit KeptLists(const Stream& stream) : stream_(stream) {}

    template <class T>
    std::span<const T> operator()(std::span<const T> list) {
        if (list.empty()) return {};
        arrays_.push_back(on_device(std::as_bytes(list), stream_));
        return {reinterpret_cast<const T*>(arrays_.back().data()), list.size()};
    }

  private:
    const Stream& stream_;
    std::vector<DeviceArray<std::byte>> arrays_;
};

GradientCode kept(const GradientCode& gradient, KeptLists& lists) {
    const auto keep = [&](auto list) { return lists(list); };
    return std::visit([&](const auto& code) { return GradientCode{code.kept(keep)}; }, gradient.of);
}

class DeviceDescents final : public DescentPlan {
  public:
    explicit DeviceDescents(DescentLists lists)
        : lists_(std::move(lists)),
          kept_(stream_),
          task_(lists_.task().kept([&](auto list) { return kept_(list); })),
          gradient_(kept(lists_.gradient(), kept_)) {
        stream_.wait();
    }

    std::size_t cells_at_once() const override {
        return threads_each * static_cast<std::size_t>(device().multiprocessors);
    }

    void run(const DescentCells& cells, const ThreadPool& pool) override {
        for (std::size_t first = 0; first < cells.arrivals.size(); first += most_together)
            run_batch(cells, first, std::min(most_together, cells.arrivals.size() - first), pool);
    }

  private:
    void run_batch(const DescentCells& cells, std::size_t first, std::size_t count, const ThreadPool& pool) {
        const DescentBatch batch = upload(cells, first, count);
        take_all_steps(batch, pool);
        start_arrivals(task_, batch, arrivals_.data(), stream_);
        arrivals_.download(cells.arrivals.subspan(first, count), stream_);
        stream_.wait();
    }

    DescentBatch upload(const DescentCells& cells, std::size_t first, std::size_t count) {
        fit(starts_, count), fit(states_, count), fit(arrivals_, count);
        places_.resize(count);
        for (std::size_t i = 0; i < count; ++i) places_[i] = {cells.x[first + i], cells.y[first + i]};
        starts_.upload(places_, stream_);
        const std::size_t each = cells.settings.empty() ? 0 : lists_.settings();
        fit(settings_, each * count);
        settings_.upload(cells.settings.subspan(each * first, each * count), stream_);
        return {{starts_.data(), count}, settings_.data(), each, states_.data()};
    }

    void take_all_steps(const DescentBatch& batch, const ThreadPool& pool) {
        LaunchLength steps(32, launch_seconds, 4);
        for (int first = 0; first < task_.steps;) {
            const int last = first + std::min(steps.length(), task_.steps - first);
            begin_.record(stream_);
            std::visit([&](const auto& code) { start_steps(task_, code, batch, first, last, stream_); }, gradient_.of);
            end_.record(stream_);
            end_.wait();
            steps.took(seconds_between(begin_, end_), last - first);
            first = last;
            if (pool.is_cancelled()) throw ThreadPool::Cancelled();
        }
    }

    template <class T>
    static void fit(DeviceArray<T>& array, std::size_t size) {
        if (array.size() < size) array = DeviceArray<T>(size);
    }

    DescentLists lists_;
    Stream stream_;
    KeptLists kept_;
    DescentTask task_;       // on lists in the GPU's memory
    GradientCode gradient_;  // likewise
    Event begin_, end_;
    std::vector<std::array<double, 2>> places_;
    DeviceArray<std::array<double, 2>> starts_;
    DeviceArray<double> settings_;
    DeviceArray<DescentState> states_;
    DeviceArray<Arrival> arrivals_;
};

}  // namespace

std::unique_ptr<DescentPlan> make_descents(DescentLists lists) {
    return std::make_unique<DeviceDescents>(std::move(lists));
}

}  // namespace ravine::cuda
