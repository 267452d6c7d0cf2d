// From heights to colours and round contours, and labels where numbers hardly differ.

#include "app/pictures/height_scale.hpp"

#include <cmath>
#include <limits>

#include "app/pictures/contour_labels.hpp"
#include "app/pictures/contour_marks.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

std::vector<double> heights_of(const ContourMarks& marks) {
    std::vector<double> heights;
    for (const ContourMark& mark : marks.marks) heights.push_back(mark.height);
    return heights;
}

std::vector<std::string> words_of(const std::vector<Tick>& ticks) {
    std::vector<std::string> labels;
    for (const Tick& tick : ticks) labels.push_back(tick.label);
    return labels;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a scale goes from the least finite height to the largest") {
    const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
    const std::vector<double> heights{3, nan, 1, 5, infinity};
    const HeightScale linear = HeightScale::of(std::span(heights), false, 0.0);
    CHECK((linear.least() == 1 && linear.most() == 5));
    CHECK((linear.share(1) == 0 && linear.share(3) == 0.5 && linear.share(5) == 1));
    CHECK((linear.share(infinity) == 1 && linear.share(nan) == 1 && linear.share(-7) == 0));
    CHECK(linear.height(0.25) == 2);
    const HeightScale beyond_numbers(-1e308, 1e308, false, 0);
    for (const double height : {-1e308, 0.0, 1e308}) CHECK(std::isfinite(beyond_numbers.share(height)));
    const HeightScale logarithmic(-99, 0, true, -100);  // 1 to 100 above the floor
    CHECK_THAT(logarithmic.share(-90), WithinAbs(0.5, 1e-12));
    CHECK_THAT(logarithmic.height(0.5), WithinAbs(-90, 1e-9));
    CHECK((logarithmic.name("f") == "f − min f" && linear.name("f") == "f"));
    CHECK(HeightScale(0, 1, true, 0).share(1e-3) == Approx(0.5));  // six decades are shown
}

TEST_CASE("heights that differ by a billionth have shares of their own, roundings have none") {
    const HeightScale close(2, 2 + 1e-9, false, 0);
    CHECK_THAT(close.share(2 + 0.5e-9), WithinAbs(0.5, 1e-6));
    CHECK_FALSE(close.is_flat());
    const HeightScale rounded(2, std::nextafter(2, 3), false, 0);
    CHECK(rounded.is_flat());
    CHECK(rounded.share(rounded.most()) < 0.05);
    CHECK(contour_marks(rounded, 18).marks.empty());
    CHECK(HeightScale(0, 0, true, 0).is_flat());
}

TEST_CASE("contours lie at round heights: steps on a linear scale, 1, 2 and 5 on a logarithmic one") {
    const ContourMarks linear = contour_marks(HeightScale(-0.3, 10.4, false, 0), 10);
    CHECK(heights_of(linear) == std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    for (const ContourMark& mark : linear.marks) {
        CHECK(mark.is_strong == (std::fmod(mark.height, 5) == 0));
        CHECK_THAT(mark.gap, WithinRel((mark.is_strong ? 5 : 1) / 10.7, 1e-9));
        CHECK_THAT(mark.share, WithinAbs((mark.height + 0.3) / 10.7, 1e-12));
    }
    const ContourMarks powers = contour_marks(HeightScale(0.015, 30, true, 0), 10);
    REQUIRE(powers.marks.size() == 10);
    CHECK(powers.marks.front().label == "0.02");
    CHECK(powers.marks.back().label == "20");
    for (const ContourMark& mark : powers.marks)
        CHECK(mark.is_strong == (mark.label == "0.1" || mark.label == "1" || mark.label == "10"));
    CHECK(contour_marks(HeightScale(1e-9, 1e-4, true, 0), 10).marks.front().label == "2e-9");
    CHECK(contour_marks(HeightScale(1e-300, 1e300, false, 0), 10).marks.size() < 30);
}

TEST_CASE("contours of heights that hardly differ count from an offset, which their name says") {
    const ContourMarks marks = contour_marks(HeightScale(6.79995, 6.80003, true, 0), 8);
    CHECK(marks.name == "f − 6.8");
    REQUIRE(marks.marks.size() > 4);
    for (const ContourMark& mark : marks.marks) CHECK_THAT(std::stod(mark.label), WithinAbs(mark.height - 6.8, 1e-10));
}

TEST_CASE("ticks that would all begin alike count from an offset") {
    const OffsetTicks plain = offset_ticks({-1.5, 1.5}, 6);
    CHECK((plain.offset == 0 && plain.offset_label.empty() && axis_name("x", plain) == "x"));
    CHECK(words_of(plain.ticks) == words_of(ticks({-1.5, 1.5}, 6)));
    const OffsetTicks close = offset_ticks({1 - 4e-7, 1 + 5e-7}, 5);
    CHECK(axis_name("x", close) == "x − 1");
    CHECK(words_of(close.ticks) == Words{"-4e-7", "-2e-7", "0", "2e-7", "4e-7"});
    CHECK_THAT(close.ticks[0].value, WithinAbs(1 - 4e-7, 1e-15));
    const OffsetTicks below = offset_ticks({-1.2345675, -1.2345665}, 5);
    CHECK(axis_name("y", below) == "y + 1.23457");
    for (const double width : {1e-3, 1e-6, 1e-9, 1e-11})
        for (const double middle : {0.0, 1.0, -1.2, 0.123456789, 314.15, -7e5}) {
            CAPTURE(width, middle);
            const OffsetTicks found = offset_ticks({middle - width / 2, middle + width / 2}, 6);
            REQUIRE((found.ticks.size() >= 2 || std::abs(middle) * 1e-14 > width / 10));
            for (std::size_t i = 1; i < found.ticks.size(); ++i) {
                CHECK(found.ticks[i].label != found.ticks[i - 1].label);
                CHECK(found.ticks[i].label.size() <= 8);
            }
        }
}

TEST_CASE("an axis over all numbers has few ticks") {
    const double most = std::numeric_limits<double>::max();
    for (const bool logarithmic : {false, true})
        for (const std::vector<double>& values : {std::vector<double>{-most, most}, {1e-320, most}, {most, most}}) {
            const Axis axis = axis_around(values, logarithmic);
            CHECK((std::isfinite(axis.most - axis.least) && axis.most > axis.least));
            CHECK(ticks(axis, 8).size() < 20);
            CHECK(offset_ticks(axis, 8).ticks.size() < 20);
        }
}

TEST_CASE("labels lie on their lines, inside, apart from each other and from what has been taken") {
    const ContourMarks marks = contour_marks(HeightScale(0, 100, false, 0), 10);
    std::vector<DrawnContour> rings;
    for (std::size_t i = 0; i < marks.marks.size(); ++i) {
        rings.push_back({i, {}});
        for (int k = 0; k <= 200; ++k) {
            const double angle = 2 * 3.14159265358979 * k / 200, radius = 30 * std::sqrt(marks.marks[i].height);
            rings.back().places.push_back({300 + radius * std::cos(angle), 300 + radius * std::sin(angle)});
        }
    }
    LabelRoom room({20, 20, 580, 580});
    room.take({20, 20, 580, 150});  // the upper part
    const ContourLabelLook look{
        .text_height = 12, .width = [](std::size_t) { return 24.0; }, .slope = [](Place) { return 0.002; }};
    const std::vector<ContourLabel> labels = place_contour_labels(rings, marks.marks, look, room);
    REQUIRE(labels.size() >= 2);
    for (const ContourLabel& label : labels) {
        const double radius = 30 * std::sqrt(marks.marks[label.mark].height);
        CHECK_THAT(std::hypot(label.middle.x - 300, label.middle.y - 300), WithinAbs(radius, 0.3));
        CHECK((label.middle.y > 150 && label.middle.y < 580 && label.middle.x > 20 && label.middle.x < 580));
        for (const ContourLabel& other : labels)
            if (&other != &label)
                CHECK(
                    (std::abs(other.middle.x - label.middle.x) > 24 || std::abs(other.middle.y - label.middle.y) > 12));
    }
    LabelRoom again({20, 20, 580, 580});
    again.take({20, 20, 580, 150});
    ContourLabelLook kept = look;
    kept.before = labels;
    const std::vector<ContourLabel> later = place_contour_labels(rings, marks.marks, kept, again);
    REQUIRE(later.size() == labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i)
        CHECK(std::hypot(later[i].middle.x - labels[i].middle.x, later[i].middle.y - labels[i].middle.y) < 5);
}
