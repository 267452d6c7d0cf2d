#include "engine/io/json_text.hpp"

#include <algorithm>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("every key knows its line") {
    const Result<JsonDocument> document = parse_json("{\n \"a\": [\n  {\"b\":\n 1}, {\"b\": 2}],\n\"c\": 3}", "f");
    REQUIRE(document);
    CHECK(document->place("a[0].b") == "f:3: a[0].b");
    CHECK(document->place("a[1].b") == "f:4: a[1].b");
    CHECK(document->place("c") == "f:5: c");
    CHECK(document->place("a[1].missing") == "f:2: a[1].missing");  // the list's line: the nearest key above
    CHECK(document->place("missing") == "f: missing");
    CHECK(document->place("") == "f");
}

TEST_CASE("what fits on a line stays on it") {
    const Json value = {{"short", {{"a", 1}, {"b", Json::array({1, 2.5, "x", nullptr, true})}}},
                        {"numbers", std::vector<int>(60, 1234)},
                        {"empty", Json::array()}};
    const std::string text = format_json(value);
    CHECK_THAT(
        text,
        StartsWith("{\n  \"short\": {\"a\": 1, \"b\": [1, 2.5, \"x\", null, true]},\n  \"numbers\": [\n    1234, "));
    CHECK_THAT(text, EndsWith("],\n  \"empty\": []\n}\n"));
    std::size_t longest = 0;
    for (std::size_t start = 0, end; (end = text.find('\n', start)) != std::string::npos; start = end + 1)
        longest = std::max(longest, end - start);
    CHECK(longest > 90);
    CHECK(longest <= 100);
    CHECK(parse_json(text, "")->root == value);
}

TEST_CASE("long lists of points are written one a line") {
    Json value = {{"points", Json::array()}};
    for (int i = 0; i < 20; ++i) value["points"].push_back(Json::array({i, 0.5, 1}));
    CHECK_THAT(format_json(value), StartsWith("{\n  \"points\": [\n    [0, 0.5, 1],\n    [1, 0.5, 1],\n"));
}

TEST_CASE("numbers keep their bits, text its letters") {
    const Json value = {{"a", 0.1},    {"b", -0.0}, {"c", 5e-324}, {"d", 1e22}, {"e", 18446744073709551615u},
                        {"f", "π\n\""}};
    const Result<JsonDocument> back = parse_json(format_json(value), "");
    REQUIRE(back);
    for (const auto& [key, number] : value.items()) CHECK(back->root[key].dump() == number.dump());
    CHECK(std::signbit(back->root["b"].get<double>()));
    CHECK(format_json(Json("\xff")) == "\"\xef\xbf\xbd\"\n");  // not UTF-8: shown as the replacement character
}
