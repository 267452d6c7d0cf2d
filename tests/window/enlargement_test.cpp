#include "app/window/look/enlargement.hpp"

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("type grows as wanted where the window has room, less where it has not, and is never made smaller for that") {
    CHECK(affordable_enlargement(1.35f, 1600, 1000) == 1.35f);
    const float little = affordable_enlargement(1.35f, 1024, 700);
    CHECK(little > 1.1f);
    CHECK(little < 1.35f);
    CHECK(affordable_enlargement(2.0f, 1024, 700) == little);
    CHECK(affordable_enlargement(1.0f, 480, 300) == 1.0f);
    CHECK(affordable_enlargement(1.35f, 480, 300) == 1.0f);
    CHECK(affordable_enlargement(0.7f, 1024, 700) == 0.7f);
}
