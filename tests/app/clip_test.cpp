// Lines cut off at a box.

#include "app/pictures/clip.hpp"

#include <cmath>
#include <limits>

#include "tests/catch.hpp"

using namespace ravine;

namespace {
constexpr Box box{10, 20, 110, 70};
}

TEST_CASE("a segment inside stays as it is, one outside is gone") {
    const auto inside = clip_segment({11, 21}, {109, 69}, box);
    REQUIRE(inside);
    CHECK((inside->first.x == 11 && inside->first.y == 21 && inside->second.x == 109 && inside->second.y == 69));
    CHECK_FALSE(clip_segment({0, 0}, {5, 100}, box));
    CHECK_FALSE(clip_segment({0, 45}, {9.999, 45}, box));
    CHECK_FALSE(clip_segment({0, 60}, {50, 120}, box));  // past the corner
    CHECK_FALSE(clip_segment({std::nan(""), 30}, {50, 50}, box));
    CHECK_FALSE(clip_segment({30, 30}, {std::numeric_limits<double>::infinity(), 50}, box));
}

TEST_CASE("what is cut off ends on the box's edge, on the same line") {
    const auto segment = clip_segment({-90, 45}, {210, 45}, box);
    REQUIRE(segment);
    CHECK((segment->first.x == 10 && segment->second.x == 110 && segment->first.y == 45 && segment->second.y == 45));
    const auto steep = clip_segment({60, 45}, {70, 145}, box);
    REQUIRE(steep);
    CHECK((steep->first.x == 60 && steep->second.y == 70));
    CHECK_THAT(steep->second.x, WithinAbs(62.5, 1e-12));
}

TEST_CASE("ends however far away do not bend a segment") {
    // Through the middle with slope 1/3, from 1e13 pixels away.
    const auto segment = clip_segment({60 - 3e13, 45 - 1e13}, {60 + 3e13, 45 + 1e13}, box);
    REQUIRE(segment);
    CHECK_THAT(segment->first.y, WithinAbs(45 - 50.0 / 3, 0.02));
    CHECK_THAT(segment->second.y, WithinAbs(45 + 50.0 / 3, 0.02));
}

TEST_CASE("a line falls into the parts that are inside") {
    const std::vector<Place> line{{0, 30}, {50, 30}, {50, 100}, {80, 100}, {80, 40}, {90, 40}};
    const auto parts = clip_line(line, box);
    REQUIRE(parts.size() == 2);
    REQUIRE(parts[0].size() == 3);
    CHECK((parts[0][0].x == 10 && parts[0][2].y == 70));
    REQUIRE(parts[1].size() == 3);
    CHECK((parts[1][0].y == 70 && parts[1][2].x == 90));
    const std::vector<Place> broken{{20, 30}, {30, 30}, {std::nan(""), 30}, {50, 30}, {60, 30}};
    CHECK(clip_line(broken, box).size() == 2);
    CHECK(clip_line({}, box).empty());
}

TEST_CASE("all of a line that is clipped lies in the box, and all of it that lies there is kept") {
    double length = 0, expected = 0;
    std::vector<Place> line;
    for (int i = 0; i < 400; ++i) line.push_back({60 + 90 * std::sin(0.7 * i), 45 + 60 * std::cos(1.3 * i)});
    for (const auto& part : clip_line(line, box))
        for (std::size_t i = 0; i < part.size(); ++i) {
            CHECK((part[i].x >= box.left && part[i].x <= box.right && part[i].y >= box.top && part[i].y <= box.bottom));
            if (i > 0) length += std::hypot(part[i].x - part[i - 1].x, part[i].y - part[i - 1].y);
        }
    constexpr int pieces = 4000;
    for (std::size_t i = 1; i < line.size(); ++i)
        for (int k = 0; k < pieces; ++k) {
            const double t = (k + 0.5) / pieces;
            const double x = std::lerp(line[i - 1].x, line[i].x, t), y = std::lerp(line[i - 1].y, line[i].y, t);
            if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
                expected += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y) / pieces;
        }
    CHECK_THAT(length, WithinRel(expected, 1e-3));
}
