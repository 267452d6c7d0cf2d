#include "engine/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>

namespace ravine {

struct ThreadPool::Loop {
    Loop(std::size_t pieces, const std::function<void(std::size_t)>& piece, const std::atomic<bool>& stop)
        : count(pieces), body(piece), cancelled(stop) {}

    void run() {
        for (std::size_t index = next.fetch_add(1); index < count; index = next.fetch_add(1)) {
            try {
                if (cancelled) throw Cancelled();
                body(index);
            } catch (...) {
                keep_failure(index);
            }
            finish_one();
        }
    }

    /// Keeps the failure of the lowest index, so that the error does not depend on the threads.
    void keep_failure(std::size_t index) {
        std::lock_guard lock(mutex);
        if (failure && failed_index < index) return;
        failure = std::current_exception();
        failed_index = index;
    }

    void finish_one() {
        std::lock_guard lock(mutex);
        if (++finished == count) all_finished.notify_all();
    }

    void wait() {
        std::unique_lock lock(mutex);
        all_finished.wait(lock, [this] { return finished == count; });
        if (failure) std::rethrow_exception(failure);
    }

    const std::size_t count;
    const std::function<void(std::size_t)>& body;  // outlives the loop's pieces: for_each waits for all of them
    const std::atomic<bool>& cancelled;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::condition_variable all_finished;
    std::size_t finished = 0;
    std::exception_ptr failure;
    std::size_t failed_index = 0;
};

ThreadPool::ThreadPool(int threads) {
    for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::for_each(std::size_t count, const std::function<void(std::size_t)>& body) {
    if (cancelled_) throw Cancelled();
    if (count == 1) return body(0);
    const auto loop = std::make_shared<Loop>(count, body, cancelled_);
    if (workers_.empty()) {
        loop->run();
        loop->wait();
        return;
    }
    std::lock_guard turn(turn_);
    {
        std::lock_guard lock(mutex_);
        loop_ = loop;
    }
    wake_.notify_all();
    loop->run();
    loop->wait();
}

void ThreadPool::work() {
    std::shared_ptr<Loop> done;  // kept alive, so that a new loop never has the address of the one just run
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [&] { return stopping_ || (loop_ && loop_ != done); });
        if (stopping_) return;
        done = loop_;
        lock.unlock();
        done->run();
        lock.lock();
    }
}

int hardware_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

}  // namespace ravine
