#include "engine/compute/backends.hpp"

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("a back end is picked by name, or the best one that is there") {
    REQUIRE(choose_backend("cpu"));
    CHECK((*choose_backend("cpu"))->id == "cpu");
    REQUIRE(choose_backend("auto"));
    CHECK(bool((*choose_backend("auto"))->available()));
}

TEST_CASE("an unknown back end is an error that names the known ones") {
    const auto chosen = choose_backend("abacus");
    REQUIRE(!chosen);
    CHECK(chosen.error().fault == Fault::input);
    CHECK_THAT(chosen.error().message(), contains_text("abacus") && contains_text("cpu"));
}
