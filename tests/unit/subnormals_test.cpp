#include <limits>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/subnormals.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Half the least normal number, computed at run time.
float half_of_least() {
    volatile float least = std::numeric_limits<float>::min(), half = 0.5f;
    return least * half;
}

}  // namespace

#if defined(__x86_64__)
TEST_CASE("subnormal numbers are 0 on a thread for as long as it is told") {
    CHECK(half_of_least() > 0);
    {
        const Subnormals outer(true);
        CHECK(half_of_least() == 0);
        {
            const Subnormals inner(false);
            CHECK(half_of_least() > 0);
        }
        { const Subnormals again(true); }
        CHECK(half_of_least() == 0);
    }
    CHECK(half_of_least() > 0);
}
#endif

TEST_CASE("all threads of a loop compute with subnormal numbers as its caller does") {
    const Subnormals while_threads_start(true);
    ThreadPool pool(4);
    for (const bool are_zero : {true, false, true}) {
        const Subnormals subnormals(are_zero);
        const float expected = half_of_least();
        std::vector<float> found(1000, -1.f);
        pool.for_each(found.size(), [&](std::size_t i) { found[i] = half_of_least(); });
        CHECK(found == std::vector<float>(1000, expected));
    }
}
