#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "engine/core/parallel.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// What for_each throws; empty if it does not.
std::string thrown_by(ThreadPool& pool, std::size_t count, const std::function<void(std::size_t)>& body) {
    try {
        pool.for_each(count, body);
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("every piece of a loop runs once, and all have run when it returns") {
    for (int threads : {1, 2, 5}) {
        ThreadPool pool(threads);
        CHECK(pool.threads() == threads);
        for (std::size_t count : {0u, 1u, 2u, 3u, 1000u}) {
            std::vector<int> runs(count, 0);  // not atomic: each piece has its own place
            for (int loop = 0; loop < 20; ++loop) pool.for_each(count, [&](std::size_t i) { ++runs[i]; });
            CHECK(runs == std::vector<int>(count, 20));
        }
    }
}

TEST_CASE("the pieces of a loop run on several threads, the caller's among them") {
    ThreadPool pool(3);
    std::mutex mutex;
    std::condition_variable all_in;
    std::set<std::thread::id> ids;
    pool.for_each(3, [&](std::size_t) {  // no piece ends before three threads are in
        std::unique_lock lock(mutex);
        ids.insert(std::this_thread::get_id());
        all_in.notify_all();
        all_in.wait(lock, [&] { return ids.size() == 3; });
    });
    CHECK(ids.count(std::this_thread::get_id()) == 1);
}

TEST_CASE("each thread of a loop has a number and memory of its own, kept from piece to piece") {
    for (int threads : {1, 3}) {
        ThreadPool pool(threads);
        struct Tally {
            std::thread::id thread = std::this_thread::get_id();
            int pieces = 0;  // not atomic
        };
        PerThread<Tally> tallies(pool);
        std::atomic<int> made = 0, strangers = 0;
        std::vector<int> counts(1000, 0);
        pool.for_each(counts.size(), [&](std::size_t i, std::size_t thread) {
            Tally& tally = tallies.of(thread, [&] {
                ++made;
                return Tally();
            });
            if (tally.thread != std::this_thread::get_id()) ++strangers;
            counts[i] = ++tally.pieces;
        });
        CHECK(made >= 1);
        CHECK(made <= threads);
        CHECK(strangers == 0);
        CHECK(std::count(counts.begin(), counts.end(), 1) == made);
        pool.for_each(1, [&](std::size_t, std::size_t thread) { CHECK(thread == 0); });
    }
}

TEST_CASE("an exception in a piece reaches the caller after all pieces have run, and the pool lives") {
    for (int threads : {1, 4}) {
        INFO(threads << " threads");
        ThreadPool pool(threads);
        std::atomic<int> runs = 0;
        const std::string thrown = thrown_by(pool, 100, [&](std::size_t i) {
            ++runs;
            if (i == 30 || i == 70) throw std::runtime_error("piece " + std::to_string(i));
        });
        CHECK(thrown == "piece 30");
        CHECK(runs == 100);
        CHECK(thrown_by(pool, 100, [&](std::size_t) { ++runs; }).empty());
        CHECK(runs == 200);
    }
}

TEST_CASE("a cancelled pool begins no further piece, says so, and can still be destroyed") {
    for (int threads : {1, 4}) {
        INFO(threads << " threads");
        ThreadPool pool(threads);
        std::atomic<int> runs = 0;
        CHECK(thrown_by(pool, 1000, [&](std::size_t) {
                  ++runs;
                  pool.cancel();
              }) == "cancelled");
        CHECK(runs >= 1);
        CHECK(runs <= threads);  // those that had begun
        CHECK(thrown_by(pool, 1, [&](std::size_t) { runs = 1000; }) == "cancelled");
        CHECK(runs <= threads);
    }
}

TEST_CASE("a loop finds threads that look out for it, and threads that have gone to sleep") {
    ThreadPool pool(3);
    for (const int pause : {0, 50, 2000})
        for (int loop = 0; loop < 50; ++loop) {
            std::atomic<int> waiting = 0;
            pool.for_each(3, [&](std::size_t) {  // no piece ends before three threads are in
                for (++waiting; waiting < 3;) std::this_thread::yield();
            });
            CHECK(waiting == 3);
            std::this_thread::sleep_for(std::chrono::microseconds(pause));
        }
}

TEST_CASE("all parts of a vector have their turn, each once, whether they are shared or not") {
    for (int threads : {1, 4}) {
        ThreadPool pool(threads);
        for (std::size_t parts : {std::size_t{0}, std::size_t{1}, parts_worth_sharing - 1, std::size_t{100}}) {
            std::vector<int> turns(parts, 0);
            for_each_part(pool, parts, [&](std::size_t part) { ++turns[part]; });
            CHECK(turns == std::vector<int>(parts, 1));
        }
    }
}

TEST_CASE("a thread finds what it has kept from the last loop, and no other's") {
    ThreadPool pool(4);
    std::vector<int> pieces(4, 0);
    for (int loop = 0; loop < 20; ++loop)
        pool.for_each(
            40, [&](std::size_t, std::size_t thread) { ++pool.scratch(thread).as<std::vector<int>>().emplace_back(); });
    std::size_t all = 0;
    for (std::size_t thread = 0; thread < 4; ++thread) all += pool.scratch(thread).as<std::vector<int>>().size();
    CHECK(all == 800);
}

TEST_CASE("several threads may use one pool at once") {
    ThreadPool pool(3);
    std::vector<std::uint64_t> sums(4, 0);
    std::vector<std::thread> callers;
    for (std::size_t caller = 0; caller < sums.size(); ++caller)
        callers.emplace_back([&, caller] {
            for (int loop = 0; loop < 50; ++loop) {
                std::vector<std::uint64_t> parts(64);
                pool.for_each(parts.size(), [&](std::size_t i) { parts[i] = i * (caller + 1); });
                sums[caller] += std::accumulate(parts.begin(), parts.end(), std::uint64_t{0});
            }
        });
    for (std::thread& caller : callers) caller.join();
    for (std::size_t caller = 0; caller < sums.size(); ++caller) CHECK(sums[caller] == 50u * 2016 * (caller + 1));
}

TEST_CASE("pools come and go, used or not") {
    std::atomic<int> runs = 0;
    for (int i = 0; i < 100; ++i) {
        ThreadPool pool(4);
        if (i % 2) pool.for_each(8, [&](std::size_t) { ++runs; });
    }
    CHECK(runs == 400);
    CHECK(hardware_threads() >= 1);
}
