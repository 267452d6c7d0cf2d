#include "engine/compute/cpu/finite.hpp"

#include <limits>
#include <vector>

#include "tests/catch.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

TEMPLATE_TEST_CASE("one number that is not finite is found at any place", "", float, double) {
    using Limits = std::numeric_limits<TestType>;
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth one(width);
        for (std::size_t count = 0; count < 40; ++count) {
            std::vector<TestType> values(count, -Limits::max());
            CHECK(all_finite<TestType>(values));
            for (TestType& value : values)
                for (const TestType bad : {Limits::infinity(), -Limits::infinity(), -Limits::quiet_NaN()}) {
                    value = bad;
                    CHECK_FALSE(all_finite<TestType>(values));
                    value = 0;
                }
        }
    }
}
