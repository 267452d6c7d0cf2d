#include "engine/formula/assignments.hpp"

#include <array>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr std::array<std::string_view, 4> given = {"θ", "g", "v", "β"};

FormulaError reading_error(std::string_view text) {
    const auto read = read_assignments(text, given);
    INFO(text);
    REQUIRE(!read);
    return read.error();
}

void check_reading_error(const std::string& text, const std::string& part, const std::string& what) {
    const FormulaError error = reading_error(text);
    INFO(text);
    CHECK(text.substr(error.begin, error.end - error.begin) == part);
    CHECK(error.what == what);
}

}  // namespace

TEST_CASE("lines give names their values one after the other") {
    const auto read = read_assignments("v ← β·v + g\nd ← max(v, 2), θ ← θ − d·v\n", given);
    REQUIRE(read);
    CHECK(read->names == std::vector<std::string>{"θ", "g", "v", "β", "d"});
    REQUIRE(read->list.size() == 3);
    CHECK(read->list[1].text == "d ← max(v, 2)");
    std::vector<double> values = {100, 1, 4, 0.5, 0};
    for (const Assignment& line : read->list) read->run(line, values);
    CHECK(values == std::vector<double>{91, 1, 3, 0.5, 3});
}

TEST_CASE("what cannot be read is shown at its place among all lines") {
    check_reading_error("v ← β·v\nθ − g", "θ − g", "'←' is missing");
    check_reading_error("v ← g\n2v ← g", "2v", "before '←' stands no name");
    check_reading_error(" ← g", "", "before '←' stands no name");
    check_reading_error("v ← g\nθ ← θ − η·v", "η", "unknown name 'η'");
    check_reading_error("d ← d + 1", "d", "unknown name 'd'");
    check_reading_error("v ← g, θ ← θ − (v", "(", "'(' is not closed");
    check_reading_error("v ← ", "", "there is no formula");
    CHECK(reading_error("d ← d + 1").begin == 6);
    CHECK(reading_error("θ ← θ − gg").hint == "did you mean 'g'? known: θ, g, v, β");
}

TEST_CASE("no line is no assignment") {
    const auto read = read_assignments(" \n\n", given);
    REQUIRE(read);
    CHECK(read->list.empty());
}
