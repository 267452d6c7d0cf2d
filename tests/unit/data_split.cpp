#include "engine/data/split.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

PointsSource some_points(int count) {
    const GeneratorRow& row = *find_row(generators(), "moons");
    return {.points = row.generate({count, 0.1, 1, {}})};
}

std::vector<Split> split(const PointsSource& source, double share, SplitKey key, std::uint64_t seed = 1) {
    const auto splits = split_points(source, share, seed, key);
    REQUIRE(splits);
    return *splits;
}

std::size_t validating(const std::vector<Split>& splits) {
    return static_cast<std::size_t>(std::ranges::count(splits, Split::validation));
}

}  // namespace

TEST_CASE("the share that validates is rounded, and one point always trains") {
    for (SplitKey key : {SplitKey::index, SplitKey::place})
        for (int count : {1, 2, 3, 10, 501})
            for (double share : {0.0, 0.25, 0.3, 0.5, 0.99}) {
                const auto expected = std::min<long long>(std::llround(share * count), count - 1);
                CHECK(validating(split(some_points(count), share, key)) == static_cast<std::size_t>(expected));
            }
}

TEST_CASE("adding a point moves at most one other") {
    for (SplitKey key : {SplitKey::index, SplitKey::place})
        for (int count = 1; count < 60; ++count) {
            const auto before = split(some_points(count), 0.3, key), after = split(some_points(count + 1), 0.3, key);
            int moved = 0;
            for (std::size_t i = 0; i < before.size(); ++i) moved += before[i] != after[i];
            CHECK(moved <= 1);
        }
}

TEST_CASE("erasing a drawn point moves at most one other") {
    const PointsSource all = some_points(50);
    const auto before = split(all, 0.3, SplitKey::place);
    for (std::size_t erased = 0; erased < all.points.size(); ++erased) {
        PointsSource fewer = all;
        fewer.points.erase(fewer.points.begin() + static_cast<std::ptrdiff_t>(erased));
        const auto after = split(fewer, 0.3, SplitKey::place);
        int moved = 0;
        for (std::size_t i = 0; i < after.size(); ++i) moved += after[i] != before[i + (i >= erased)];
        CHECK(moved <= 1);
    }
}

TEST_CASE("generated points keep their split when the noise moves them") {
    const GeneratorRow& row = *find_row(generators(), "moons");
    const auto calm = split({.points = row.generate({100, 0.0, 1, {}})}, 0.3, SplitKey::index);
    const auto noisy = split({.points = row.generate({100, 0.3, 1, {}})}, 0.3, SplitKey::index);
    CHECK(calm == noisy);
}

TEST_CASE("another seed gives another split") {
    const PointsSource source = some_points(100);
    for (SplitKey key : {SplitKey::index, SplitKey::place})
        CHECK(split(source, 0.3, key, 1) != split(source, 0.3, key, 2));
}

TEST_CASE("points on one place and −0 beside 0 are no trouble") {
    PointsSource source;
    for (int i = 0; i < 10; ++i) source.points.push_back({0.0, i % 2 ? -0.0 : 0.0, 0});
    CHECK(validating(split(source, 0.5, SplitKey::place)) == 5);
}

TEST_CASE("an explicit split is kept, and the share is of the others") {
    PointsSource source = some_points(10);
    source.splits.resize(10);
    source.splits[0] = Split::validation;
    source.splits[1] = Split::train;
    const auto splits = split(source, 0.5, SplitKey::place);
    CHECK(splits[0] == Split::validation);
    CHECK(splits[1] == Split::train);
    CHECK(validating(splits) == 5);
}

TEST_CASE("all points marked for validation, and shares out of range, are errors") {
    PointsSource source = some_points(2);
    source.splits = {Split::validation, Split::validation};
    CHECK_THAT(split_points(source, 0.3, 1, SplitKey::place).error().what, contains_text("no point trains"));
    for (double share : {-0.1, 1.0, 2.0, std::nan("")}) {
        const auto refused = split_points(some_points(3), share, 1, SplitKey::place);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().where == "data.validation");
    }
}
