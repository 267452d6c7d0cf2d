#include "engine/core/sparse_clock.hpp"

#include <set>

#include "tests/catch.hpp"

using namespace ravine;
using Clock = SparseClock::Clock;

TEST_CASE("a sparse clock goes forward, and looks at the time seldom where calls follow quickly") {
    SparseClock clock;
    std::set<Clock::time_point> told;
    Clock::time_point last = clock.now();
    for (int call = 0; call < 10'000; ++call) {
        const Clock::time_point now = clock.now();
        REQUIRE(now >= last);
        REQUIRE(now <= Clock::now());
        told.insert(last = now);
    }
    CHECK(told.size() < 5'000);
    CHECK(told.size() > 1);
}

TEST_CASE("between pieces of work that take longer, a sparse clock looks at the time whenever it is asked") {
    SparseClock clock;
    for (int piece = 0; piece < 100; ++piece) {
        const Clock::time_point begin = Clock::now();
        while (Clock::now() - begin < std::chrono::microseconds(50)) continue;
        const Clock::time_point end = Clock::now();
        REQUIRE(clock.now() >= end);
    }
}
