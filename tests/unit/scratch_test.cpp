#include "engine/core/scratch.hpp"

#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("scratch keeps its value from call to call, until another type is asked for") {
    Scratch scratch;
    scratch.as<std::vector<int>>().assign(3, 7);
    const int* memory = scratch.as<std::vector<int>>().data();
    CHECK(scratch.as<std::vector<int>>() == std::vector<int>{7, 7, 7});
    CHECK(scratch.as<std::vector<int>>().data() == memory);
    CHECK(scratch.as<double>() == 0);
    CHECK(scratch.as<std::vector<int>>().empty());
}

TEST_CASE("scratch is not copied with its owner") {
    Scratch scratch, other;
    scratch.as<int>() = 1;
    other.as<int>() = 2;
    Scratch copy = scratch;
    CHECK(copy.as<int>() == 0);
    other = scratch;
    CHECK(other.as<int>() == 2);
    other = std::move(scratch);
    CHECK(other.as<int>() == 1);
}
