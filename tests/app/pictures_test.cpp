#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "app/pictures/axis.hpp"
#include "app/pictures/canvas.hpp"
#include "app/pictures/colormaps.hpp"
#include "app/pictures/coverage.hpp"
#include "app/pictures/curves_picture.hpp"
#include "app/pictures/decision_colors.hpp"
#include "app/pictures/smooth_heights.hpp"
#include "app/pictures/text.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// How many pixels are not black, each as bright as it is.
double ink(const Canvas& canvas) {
    double sum = 0;
    for (const Color pixel : canvas.pixels()) sum += pixel.red / 255.0;
    return sum;
}

constexpr Color black = rgb(0x000000), white = rgb(0xFFFFFF);

}  // namespace

TEST_CASE("colormaps grow lighter all the way") {
    for (const ColormapRow& map : colormaps) {
        INFO(map.id);
        CHECK(map.anchors.front().position == 0);
        CHECK(map.anchors.back().position == 255);
        for (int i = 1; i <= 64; ++i)
            CHECK(luminance(sample(map, i / 64.0)) > luminance(sample(map, (i - 1) / 64.0)) - 1e-3);
    }
}

TEST_CASE("colormaps agree with published colours between their anchors") {
    struct Known {
        const ColormapRow& map;
        int position;
        Color color;
    };
    // Entries 64 and 128 of matplotlib's tables, rounded to 8 bits.
    const std::array known = {Known{viridis, 64, rgb(0x3B528B)}, Known{viridis, 128, rgb(0x21918C)},
                              Known{cividis, 255, rgb(0xFEE838)}, Known{cividis, 0, rgb(0x00224E)}};
    for (const Known& entry : known) {
        const Color color = sample(entry.map, entry.position / 255.0);
        CHECK(std::abs(color.red - entry.color.red) <= 2);
        CHECK(std::abs(color.green - entry.color.green) <= 2);
        CHECK(std::abs(color.blue - entry.color.blue) <= 2);
    }
}

TEST_CASE("a colormap takes any number") {
    CHECK(sample(viridis, -3) == sample(viridis, 0));
    CHECK(sample(viridis, 7) == sample(viridis, 1));
    CHECK(sample(viridis, std::numeric_limits<double>::quiet_NaN()) == sample(viridis, 0));
}

TEST_CASE("text stands out from every theme's panels") {
    for (const ThemeRow& theme : themes) CHECK(contrast(theme.text, theme.panel) > 7);
}

TEST_CASE("a line covers as many pixels as it is long and wide") {
    Canvas canvas(100, 100, black);
    canvas.line({20, 30}, {80, 60}, {white, 3});
    const double length = std::hypot(60, 30), caps = 3.14159 * 1.5 * 1.5;
    CHECK(ink(canvas) == Approx(length * 3 + caps).epsilon(0.03));
}

TEST_CASE("a line that crosses itself is no darker there") {
    Canvas canvas(40, 40, black);
    const Place places[] = {{5, 20}, {35, 20}, {20, 35}, {20, 5}};
    canvas.line(places, {with_alpha(white, 0.5), 4});
    int brightest = 0;
    for (const Color pixel : canvas.pixels()) brightest = std::max<int>(brightest, pixel.red);
    CHECK(brightest <= 129);
}

TEST_CASE("a place that is not finite breaks the line") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    Canvas broken(60, 20, black);
    const Place places[] = {{5, 10}, {20, 10}, {30, nan}, {40, 10}, {55, 10}};
    broken.line(places, {white, 1});
    CHECK(broken.at(12, 10).red > 0);
    CHECK(broken.at(30, 10).red == 0);
    CHECK(broken.at(50, 10).red > 0);
}

TEST_CASE("dashes keep their rhythm across corners") {
    std::vector<double> drawn;
    const Place places[] = {{0, 0}, {7, 0}, {20, 0}};
    for_each_dash(places, 4, 2, [&](Place from, Place to) {
        drawn.push_back(from.x);
        drawn.push_back(to.x);
    });
    const std::vector<double> expected{0, 4, 6, 7, 7, 10, 12, 16, 18, 20};
    REQUIRE(drawn.size() == expected.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) CHECK(drawn[i] == Approx(expected[i]));
}

TEST_CASE("shapes have their areas and stay inside the clip") {
    Canvas disc(50, 50, black);
    disc.disc({25, 25}, 10, white);
    CHECK(ink(disc) == Approx(314.159).epsilon(0.01));
    Canvas ring(50, 50, black);
    ring.ring({25, 25}, 10, {white, 2});
    CHECK(ink(ring) == Approx(2 * 3.14159 * 10 * 2).epsilon(0.02));
    Canvas clipped(50, 50, black);
    clipped.clip({0, 0, 25, 50});
    clipped.disc({25, 25}, 10, white);
    CHECK(ink(clipped) == Approx(314.159 / 2).epsilon(0.02));
    CHECK(clipped.at(30, 25) == black);
}

TEST_CASE("shapes partly or wholly outside of the canvas are cut") {
    Canvas canvas(20, 20, black);
    canvas.disc({0, 0}, 5, white);
    CHECK(ink(canvas) == Approx(3.14159 * 25 / 4).epsilon(0.05));
    canvas.disc({-100, 500}, 5, white);
    canvas.line({-1e9, 10}, {1e9, 10}, {white, 2});
    CHECK(canvas.at(10, 10).red == 255);
    canvas.rectangle({-1e10, 15, 1e10, 1e10}, white);
    CHECK((canvas.at(0, 14).red == 0 && canvas.at(0, 15).red == 255 && canvas.at(19, 19).red == 255));
    canvas.rectangle({1e10, -1e10, 2e10, 1e10}, white);
    CHECK(canvas.at(19, 14).red == 0);
}

TEST_CASE("text is as wide as it says and aligns at its end") {
    const TextStyle style{white, 20, Face::text, Align::right};
    Canvas canvas(200, 40, black);
    canvas.text({150, 30}, "loss 0.02", style);
    int left = 200, right = 0;
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 200; ++x)
            if (canvas.at(x, y).red > 0) {
                left = std::min(left, x);
                right = std::max(right, x);
            }
    CHECK(right - left == Approx(text_width("loss 0.02", style)).margin(5));
    CHECK(right < 151);
    CHECK(text_width("", style) == 0);
}

namespace {

/// "80k" as 80,000.
double number_of(const std::string& label) {
    std::size_t end = 0;
    const double number = std::stod(label, &end);
    const std::string suffix = label.substr(end);
    return number * (suffix == "k" ? 1e3 : suffix == "M" ? 1e6 : 1);
}

std::vector<std::string> labels(const Axis& axis) {
    std::vector<std::string> found;
    for (const Tick& tick : ticks(axis, 6)) found.push_back(tick.label);
    return found;
}

}  // namespace

TEST_CASE("ticks are round, in order and on the axis") {
    for (const double size : {1e-9, 0.37, 1.0, 42.0, 1e4, 1e6, 1e12})
        for (const bool logarithmic : {false, true}) {
            const Axis axis{size, size * 60, logarithmic};
            const std::vector<Tick> found = ticks(axis, 6);
            REQUIRE(found.size() >= 3);
            CHECK(found.size() <= 12);
            for (std::size_t i = 0; i < found.size(); ++i) {
                CHECK(axis.share(found[i].value) >= -1e-6);
                CHECK(axis.share(found[i].value) <= 1 + 1e-6);
                CHECK(number_of(found[i].label) == Approx(found[i].value));
                if (i > 0) CHECK(found[i].value > found[i - 1].value);
            }
        }
}

TEST_CASE("all ticks of an axis are written alike") {
    using Labels = std::vector<std::string>;
    CHECK(labels({0, 110'000}) == Labels{"0", "20k", "40k", "60k", "80k", "100k"});
    CHECK(labels({0, 9'000}) == Labels{"0", "2000", "4000", "6000", "8000"});
    CHECK(labels({-1.2, 1.1}) == Labels{"-1.0", "-0.5", "0", "0.5", "1.0"});
    CHECK(labels({0, 0.0011}) == Labels{"0", "0.0002", "0.0004", "0.0006", "0.0008", "0.0010"});
    CHECK(labels({0, 0.0005}) == Labels{"0", "1e-4", "2e-4", "3e-4", "4e-4", "5e-4"});
    CHECK(labels({0.003, 2, true}) == Labels{"0.01", "0.1", "1"});
    CHECK(labels({3e-6, 20, true}) == Labels{"1e-4", "1e-2", "1e0"});
}

TEST_CASE("a short logarithmic axis has ticks, too") { CHECK(ticks({0.31, 0.44, true}, 6).size() >= 3); }

TEST_CASE("an axis fits whatever it is given") {
    const double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    for (const bool logarithmic : {false, true})
        for (const std::vector<double>& values : std::vector<std::vector<double>>{{},
                                                                                  {nan, infinity},
                                                                                  {3, 3},
                                                                                  {0, 0},
                                                                                  {-1, 2},
                                                                                  {1e-30, 1e30},
                                                                                  {nan, 2, 5, infinity},
                                                                                  {1e-300, 8e307},
                                                                                  {-8e307, 8e307}}) {
            const Axis axis = axis_around(values, logarithmic);
            CHECK(axis.least < axis.most);
            CHECK((!logarithmic || axis.least > 0));
            CHECK(std::isfinite(axis.most - axis.least));
            CHECK(ticks(axis, 6).size() < 1000);
            for (const double value : values)
                if (std::isfinite(value) && (!logarithmic || value > 0)) {
                    CHECK(axis.share(value) >= 0);
                    CHECK(axis.share(value) <= 1);
                }
        }
}

TEST_CASE("a height field goes through its grid and never beyond its range") {
    const SmoothHeights field(3, 2, {0, 1, 4, 2, 3, std::numeric_limits<double>::infinity()});
    CHECK(field.at(0, 0) == Approx(0));
    CHECK(field.at(0.5, 0) == Approx(1));
    CHECK(field.at(1, 0) == Approx(4));
    CHECK(field.at(0, 1) == Approx(2));
    CHECK(field.at(1, 1) == Approx(4));  // off the scale is its top
    for (int i = 0; i <= 20; ++i) {
        CHECK(field.at(i / 20.0, 0.3) >= field.least());
        CHECK(field.at(i / 20.0, 0.3) <= field.most());
    }
}

TEST_CASE("a prediction's colour fades where classes tie") {
    const auto distance = [](Color a, Color b) {
        return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue);
    };
    CHECK(distance(class_fill(0, 0.98, 3, dark_theme), class_color(0)) <
          distance(class_fill(0, 0.34, 3, dark_theme), class_color(0)));
    CHECK(class_fill(0, std::nan(""), 3, dark_theme) == dark_theme.line);
    const std::array four{0.1, 0.2, 0.5, 0.15};
    const TopTwo top = top_two(four.size(), [&](std::size_t k) { return four[k]; });
    CHECK(top.first == 2);
    CHECK(top.second == 1);
}

TEST_CASE("curves are drawn whatever the history holds") {
    const double infinity = std::numeric_limits<double>::infinity();
    const Canvas empty = draw_curves({}, "");
    CHECK(empty.width() == 1000);
    std::vector<HistoryRow> rows(3);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].epoch = i;
    rows[0].train.loss = 0.7;
    rows[1].train.loss = infinity;
    const Canvas losses = draw_curves(rows, "");
    for (HistoryRow& row : rows) row.train.accuracy = 0.5;
    CHECK(draw_curves(rows, "").height() > losses.height());
}
