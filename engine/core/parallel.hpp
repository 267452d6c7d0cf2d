#pragma once
// Parallel loops whose results do not depend on the number of threads: work is cut into fixed pieces, each piece writes
// to its own place, and whoever sums the pieces does so in their order.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

namespace ravine {

/// A fixed set of threads that run the pieces of one loop at a time. The calling thread works, too, so a pool of
/// `threads` = 1 starts none. Loops may be called from several threads; they take turns. Not re-entrant.
class ThreadPool {
  public:
    explicit ThreadPool(int threads);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    int threads() const { return static_cast<int>(workers_.size()) + 1; }

    /// Runs body(0) … body(count − 1), in any order; returns when all have run. Rethrows the lowest index's exception.
    /// Allocates nothing itself. A body of two arguments also gets the number of the thread that runs it, below
    /// threads(): no two threads of a loop have the same.
    template <class Body>
    void for_each(std::size_t count, Body&& body) {
        run(count,
            {call<std::remove_reference_t<Body>>, const_cast<void*>(static_cast<const void*>(std::addressof(body)))});
    }

    /// What for_each throws once the pool has been cancelled, and some of its pieces have not run.
    struct Cancelled : std::runtime_error {
        Cancelled() : std::runtime_error("cancelled") {}
    };
    /// For good: no further piece begins. Any thread may call it, while loops run.
    void cancel() { cancelled_ = true; }

  private:
    struct Pieces {
        void (*call)(void* body, std::size_t index, std::size_t thread);
        void* body;
    };
    template <class Body>
    static void call(void* it, std::size_t index, std::size_t thread) {
        Body& body = *static_cast<Body*>(it);
        if constexpr (std::is_invocable_v<Body&, std::size_t, std::size_t>)
            body(index, thread);
        else
            body(index);
    }
    struct Loop;
    void run(std::size_t count, Pieces pieces);
    void work();

    std::atomic<bool> cancelled_{false};

    std::mutex turn_;  // held by the caller of for_each
    std::mutex mutex_;
    std::condition_variable wake_, all_left_;
    Loop* loop_ = nullptr;     // while threads may begin with it
    std::uint64_t loops_ = 0;  // so far: a thread takes part in each once
    bool stopping_ = false;
    std::vector<std::thread> workers_;
};

/// What each thread of a loop computes in, made when it first asks for it.
template <class T>
class PerThread {
  public:
    explicit PerThread(const ThreadPool& pool) : places_(static_cast<std::size_t>(pool.threads())) {}

    /// `make` gives the value where there is none yet.
    template <class Make>
    T& of(std::size_t thread, const Make& make) {
        std::optional<T>& place = places_[thread];
        return place ? *place : place.emplace(make());
    }

  private:
    std::vector<std::optional<T>> places_;
};

/// Threads this machine runs at once; at least 1.
int hardware_threads();

}  // namespace ravine
