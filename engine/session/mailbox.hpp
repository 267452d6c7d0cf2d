#pragma once
// A queue between threads: anybody puts in, one thread takes out all at once, or waits without using the processor.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace ravine::session {

using Clock = std::chrono::steady_clock;

inline double seconds_between(Clock::time_point begin, Clock::time_point end) {
    return std::chrono::duration<double>(end - begin).count();
}

inline Clock::duration as_duration(double seconds) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

template <class Item>
class Mailbox {
  public:
    void push(Item item) {
        {
            std::lock_guard lock(mutex_);
            items_.push_back(std::move(item));
            attention_ = true;
        }
        wake_.notify_one();
    }

    /// Everything that waits, oldest first.
    std::vector<Item> take() {
        std::lock_guard lock(mutex_);
        attention_ = closed_;
        return std::exchange(items_, {});
    }

    /// Something waits, or the box is closed; takes no lock, so it can be asked between mini-batches.
    bool wants_attention() const { return attention_; }

    /// Returns when something waits, the box is closed, or the time has come (without a time: never).
    void wait(std::optional<Clock::time_point> until) {
        std::unique_lock lock(mutex_);
        const auto ready = [this] { return closed_ || !items_.empty(); };
        if (until)
            wake_.wait_until(lock, *until, ready);
        else
            wake_.wait(lock, ready);
    }

    /// Tells the taking thread to end.
    void close() {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
            attention_ = true;
        }
        wake_.notify_all();
    }

    bool closed() const {
        std::lock_guard lock(mutex_);
        return closed_;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Item> items_;
    bool closed_ = false;
    std::atomic<bool> attention_{false};
};

}  // namespace ravine::session
