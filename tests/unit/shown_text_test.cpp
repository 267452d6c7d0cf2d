#include "engine/core/shown_text.hpp"

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("text is shown on one line, cut between characters") {
    CHECK(shown_text("short") == "short");
    CHECK(shown_text("two\nlines\x7F") == "two?lines?");
    CHECK(shown_text("ππ", 4) == "ππ");
    CHECK(shown_text("ππ", 3) == "π…");
    CHECK(shown_text("ππ", 1) == "…");
    CHECK(in_quotes(std::string(41, 'a')) == "'" + std::string(40, 'a') + "…'");
}
