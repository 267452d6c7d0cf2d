#include "engine/compute/backends.hpp"

#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("a back end is picked by name, or the best one that is there") {
    REQUIRE(choose_backend("cpu"));
    CHECK(choose_backend("cpu")->row->id == "cpu");
    CHECK_FALSE(choose_backend("cpu")->may_fall_back);
    REQUIRE(choose_backend("auto"));
    CHECK(bool(choose_backend("auto")->row->available()));
    CHECK(choose_backend("auto")->may_fall_back);
}

TEST_CASE("'auto' is the last row of the table that can be used, and one that cannot is an error that says why") {
    const auto absent = [] { return Status(system_error("the driver is too old", "libcuda", "install another")); };
    std::vector<BackendRow> table(3, cpu_backend());
    table[1].id = "fast", table[2].id = "faster", table[2].available = absent;
    CHECK(choose_backend("auto", table)->row == &table[1]);
    CHECK(choose_backend("fast", table)->row == &table[1]);
    const auto chosen = choose_backend("faster", table);
    REQUIRE(!chosen);
    CHECK(chosen.error().fault == Fault::input);
    CHECK_THAT(chosen.error().message(), contains_text("'faster'") && contains_text("the driver is too old") &&
                                             contains_text("install another") && contains_text("auto"));
}

TEST_CASE("an unknown back end is an error that names the known ones") {
    const auto chosen = choose_backend("abacus");
    REQUIRE(!chosen);
    CHECK(chosen.error().fault == Fault::input);
    CHECK_THAT(chosen.error().message(), contains_text("abacus") && contains_text("cpu"));
}
