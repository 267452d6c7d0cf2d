#include "engine/core/parallel.hpp"

#include <hwy/cache_control.h>

#include <algorithm>
#include <exception>
#include <span>

#include "engine/core/subnormals.hpp"

namespace ravine {

struct ThreadPool::Loop {
    Loop(std::size_t pieces_count, Pieces of_loop, const std::atomic<bool>& stop)
        : count(pieces_count), pieces(of_loop), cancelled(stop) {}

    /// A thread begins with the pieces that were its own in the last loop like this one, whose memory is in its caches,
    /// and then takes what others have left.
    void run(std::size_t thread, std::span<Share> shares) {
        const Subnormals as_the_caller(subnormals_are_zero);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            Share& share = shares[(thread + i) % shares.size()];
            for (std::size_t piece = share.next.fetch_add(1); piece < share.end; piece = share.next.fetch_add(1))
                run_piece(piece, thread);
        }
    }

    void run_piece(std::size_t piece, std::size_t thread) {
        try {
            if (cancelled) throw Cancelled();
            pieces.call(pieces.body, piece, thread);
        } catch (...) {
            keep_failure(piece);
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
    const bool subnormals_are_zero = Subnormals::are_zero();
    std::mutex mutex;  // of what follows
    std::exception_ptr failure;
    std::size_t failed_index = 0;
};

ThreadPool::ThreadPool(int threads)
    : most_patience_(threads <= hardware_threads() ? std::chrono::microseconds(200) : std::chrono::microseconds(0)),
      shares_(static_cast<std::size_t>(std::max(1, threads))) {
    const Subnormals usual(false);  // which a thread takes over from who starts it
    for (int i = 1; i < threads; ++i) workers_.emplace_back([this, i] { work(static_cast<std::size_t>(i)); });
}

ThreadPool::~ThreadPool() {
    stopping_ = true;
    call_threads();
    for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::run(std::size_t count, Pieces pieces) {
    if (cancelled_) throw Cancelled();
    if (count == 1) return pieces.call(pieces.body, 0, 0);
    Loop loop(count, pieces, cancelled_);
    if (workers_.empty())
        for (std::size_t piece = 0; piece < count; ++piece) loop.run_piece(piece, 0);
    else
        share(loop);
    if (loop.failure) std::rethrow_exception(loop.failure);
}

/// The loop is its caller's: once it is taken away and no thread is inside, all pieces have run and nobody looks at it.
void ThreadPool::share(Loop& loop) {
    std::lock_guard turn(turn_);
    for (std::size_t i = 0; i < shares_.size(); ++i) {
        shares_[i].next = i * loop.count / shares_.size();
        shares_[i].end = (i + 1) * loop.count / shares_.size();
    }
    const Clock::time_point begin = Clock::now();
    loop_ = &loop;
    call_threads();
    loop.run(0, shares_);
    loop_ = nullptr;
    for (std::uint32_t inside = inside_; inside != 0; inside = inside_) wait_while(inside_, inside, most_patience_);
    patience_ = std::min(most_patience_, std::max(Clock::now() - begin, patience_.load() * 7 / 8));
}

void ThreadPool::call_threads() {
    ++calls_;
    calls_.notify_all();
}

void ThreadPool::work(std::size_t thread) {
    for (std::uint32_t answered = 0; !stopping_;) {
        wait_while(calls_, answered, patience_);
        answered = calls_;
        ++inside_;
        if (Loop* loop = loop_) loop->run(thread, shares_);
        if (--inside_ == 0) inside_.notify_one();
    }
}

/// To wake a thread takes up to some hundred microseconds, as long as a step of training, and it finds its caches cold.
/// For so long it looks again and again before it sleeps.
void ThreadPool::wait_while(const std::atomic<std::uint32_t>& number, std::uint32_t value, Clock::duration patience) {
    const Clock::time_point sleep = Clock::now() + patience;
    while (number == value) {
        if (Clock::now() >= sleep) return number.wait(value);
        for (int i = 0; i < 16 && number == value; ++i) hwy::Pause();
    }
}

int hardware_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

}  // namespace ravine
