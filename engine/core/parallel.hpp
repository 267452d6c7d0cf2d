#pragma once
// Parallel loops whose results do not depend on the number of threads: work is cut into fixed pieces, each piece writes
// to its own place, and whoever sums the pieces does so in their order.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

#include "engine/core/scratch.hpp"

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
    bool is_cancelled() const { return cancelled_; }

    /// What a thread keeps from loop to loop, in its caches; for the pieces that it runs.
    Scratch& scratch(std::size_t thread) { return shares_[thread].scratch; }

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
    static constexpr std::size_t apart = 128;  // bytes, as lines come in pairs: what one thread writes slows no other
    /// A thread's: the pieces that it begins with, and its memory.
    struct alignas(apart) Share {
        std::atomic<std::size_t> next{0};
        std::size_t end = 0;
        Scratch scratch;
    };
    void run(std::size_t count, Pieces pieces);
    void share(Loop& loop);
    void call_threads();
    void work(std::size_t thread);
    using Clock = std::chrono::steady_clock;
    static void wait_while(const std::atomic<std::uint32_t>& number, std::uint32_t value, Clock::duration patience);

    // How long threads look out for the next loop: as long as the longest of late took, so that they leave their cores
    // to others where they have little to do.
    std::atomic<Clock::duration> patience_{Clock::duration(0)};
    const Clock::duration most_patience_;
    std::atomic<bool> cancelled_{false}, stopping_{false};
    std::mutex turn_;                                      // held by the caller of for_each
    std::atomic<Loop*> loop_{nullptr};                     // while threads may begin with it
    alignas(apart) std::atomic<std::uint32_t> calls_{0};   // of the threads, so far
    alignas(apart) std::atomic<std::uint32_t> inside_{0};  // threads that may look at the loop
    std::vector<Share> shares_;                            // one for each thread
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

/// The numbers begin … end − 1 of a vector.
struct Part {
    std::size_t begin, end;
};
inline constexpr Part whole_vector{0, std::numeric_limits<std::size_t>::max()};

/// Empty where there are none.
constexpr Part in_common(Part a, Part b) { return {std::max(a.begin, b.begin), std::min(a.end, b.end)}; }

/// A part that fits into the first-level cache with what is done to it, and how many are worth several threads.
inline constexpr std::size_t usual_part = 4096, parts_worth_sharing = 8;

/// Calls body(i) for the parts of a vector, on several threads where there are enough for that.
template <class Body>
void for_each_part(ThreadPool& pool, std::size_t parts, Body&& body) {
    if (parts >= parts_worth_sharing) return pool.for_each(parts, body);
    for (std::size_t i = 0; i < parts; ++i) body(i);
}

/// Threads this machine runs at once; at least 1.
int hardware_threads();

}  // namespace ravine
