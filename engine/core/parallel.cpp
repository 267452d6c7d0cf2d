#include "engine/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>

namespace ravine {

struct ThreadPool::Loop {
    Loop(std::size_t pieces_count, Pieces of_loop, const std::atomic<bool>& stop)
        : count(pieces_count), pieces(of_loop), cancelled(stop) {}

    void run() {
        const std::size_t thread = entered.fetch_add(1);
        for (std::size_t index = next.fetch_add(1); index < count; index = next.fetch_add(1)) {
            try {
                if (cancelled) throw Cancelled();
                pieces.call(pieces.body, index, thread);
            } catch (...) {
                keep_failure(index);
            }
        }
    }

    /// Keeps the failure of the lowest index, so that the error does not depend on the threads.
    void keep_failure(std::size_t index) {
        std::lock_guard lock(mutex);
        if (failure && failed_index < index) return;
        failure = std::current_exception();
        failed_index = index;
    }

    const std::size_t count;
    const Pieces pieces;
    const std::atomic<bool>& cancelled;
    std::atomic<std::size_t> next{0}, entered{0};
    int inside = 0;    // threads of the pool; guarded by the pool's mutex
    std::mutex mutex;  // of what follows
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

/// The loop lives here: when no piece is left to begin and no thread is inside, all have run and nobody looks at it.
void ThreadPool::run(std::size_t count, Pieces pieces) {
    if (cancelled_) throw Cancelled();
    if (count == 1) return pieces.call(pieces.body, 0, 0);
    Loop loop(count, pieces, cancelled_);
    if (workers_.empty()) {
        loop.run();
    } else {
        std::lock_guard turn(turn_);
        {
            std::lock_guard lock(mutex_);
            loop_ = &loop;
            ++loops_;
        }
        wake_.notify_all();
        loop.run();
        std::unique_lock lock(mutex_);
        loop_ = nullptr;
        all_left_.wait(lock, [&] { return loop.inside == 0; });
    }
    if (loop.failure) std::rethrow_exception(loop.failure);
}

void ThreadPool::work() {
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [&] { return stopping_ || (loop_ && loops_ != seen); });
        if (stopping_) return;
        seen = loops_;
        Loop& loop = *loop_;
        ++loop.inside;
        lock.unlock();
        loop.run();
        lock.lock();
        if (--loop.inside == 0) all_left_.notify_all();
    }
}

int hardware_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

}  // namespace ravine
