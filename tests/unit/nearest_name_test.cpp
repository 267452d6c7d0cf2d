#include "engine/core/nearest_name.hpp"

#include <array>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr std::array<std::string_view, 4> known = {"sgd", "momentum", "adam", "learning_rate"};

}  // namespace

TEST_CASE("a mistyped name finds its nearest known one") {
    CHECK(nearest_name("adm", known) == "adam");
    CHECK(nearest_name("sdg", std::array<std::string_view, 2>{"gdsgd", "sg"}) == "sg");
    CHECK(nearest_name("momemtun", known) == "momentum");
    CHECK(nearest_name("learning-rat", known) == "learning_rate");
    CHECK(nearest_name("adam", known) == "adam");
}

TEST_CASE("a name far from all known ones suggests nothing") {
    CHECK(nearest_name("weights", known).empty());
    CHECK(nearest_name("", known).empty());
    CHECK(nearest_name(std::string(100'000, 'a'), known).empty());
    CHECK(nearest_name("adam", {}).empty());
    CHECK(known_names_hint("weights", known) == "known: sgd, momentum, adam, learning_rate");
    CHECK(known_names_hint("adma", known) == "known: sgd, momentum, adam, learning_rate");
    CHECK(known_names_hint("adaam", known) == "did you mean 'adam'? known: sgd, momentum, adam, learning_rate");
}
