// Segments are left out only where everything they pass has been drawn.

#include "app/pictures/overdraw.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("a segment is hidden once its pixels have been passed, in whatever direction and by whatever segments") {
    Overdraw passed({100, 50, 200, 150});
    CHECK_FALSE(passed.hides({110, 60}, {150, 60}));
    CHECK(passed.hides({110.2, 60.3}, {149.5, 60.7}));
    CHECK(passed.hides({150, 60}, {110, 60}));
    CHECK_FALSE(passed.hides({140, 60}, {160, 60}));  // goes on beyond the end
    CHECK(passed.hides({110, 60}, {160, 60}));        // which two have passed
    CHECK_FALSE(passed.hides({110, 61.5}, {150, 61.5}));
    CHECK_FALSE(passed.hides({120, 55}, {120, 70}));
}

TEST_CASE("what is outside the box shows nothing, and what goes through it counts by its part inside") {
    Overdraw passed({0, 0, 10, 10});
    CHECK(passed.hides({-5, -5}, {-1, 30}));
    CHECK(passed.hides({-5, 11}, {5, 12}));
    CHECK_FALSE(passed.hides({-1e6, 5}, {1e6, 5}));
    CHECK(passed.hides({-3, 5}, {30, 5}));
    CHECK(Overdraw({0, 0, 0, 0}).hides({0, 0}, {0, 0}));
}

TEST_CASE("a random walk in a small place is soon hidden") {
    Overdraw passed({0, 0, 40, 40});
    int shown = 0;
    double x = 20, y = 20;
    for (int i = 0; i < 20000; ++i) {
        const double next_x = 20 + 15 * std::sin(1.7 * i), next_y = 20 + 15 * std::cos(2.3 * i);
        shown += passed.hides({x, y}, {next_x, next_y}) ? 0 : 1;
        x = next_x, y = next_y;
    }
    CHECK(shown < 1000);
    CHECK(shown > 20);
}
