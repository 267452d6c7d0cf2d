// Contour lines of functions whose lines are known.

#include "engine/landscape/contours.hpp"

#include <cmath>
#include <limits>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int columns = 81, rows = 61;

/// f at all points, with the grid's middle as 0 and a cell as 1.
template <class Function>
std::vector<double> sampled(const Function& f) {
    std::vector<double> heights;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            heights.push_back(f(column - (columns - 1) / 2.0, row - (rows - 1) / 2.0));
    return heights;
}

std::vector<ContourLine> lines_of(const std::vector<double>& heights, const std::vector<double>& levels) {
    return contour_lines(heights, columns, rows, levels);
}

double x(const GridPlace& place) { return place.column - (columns - 1) / 2.0; }
double y(const GridPlace& place) { return place.row - (rows - 1) / 2.0; }

/// Twice the area that a closed line goes around counterclockwise.
double turned_area(const ContourLine& line) {
    double sum = 0;
    for (std::size_t i = 0; i < line.places.size(); ++i) {
        const GridPlace &a = line.places[i], &b = line.places[(i + 1) % line.places.size()];
        sum += a.column * b.row - b.column * a.row;
    }
    return sum;
}

}  // namespace

TEST_CASE("the contours of a paraboloid are circles of the right radius") {
    const auto heights = sampled([](double u, double v) { return u * u + v * v; });
    const std::vector<double> radii{3.3, 10, 24.7};
    const auto lines = lines_of(heights, {radii[0] * radii[0], radii[1] * radii[1], radii[2] * radii[2]});
    REQUIRE(lines.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(lines[i].level == i);
        CHECK(lines[i].is_closed);
        CHECK(turned_area(lines[i]) < 0);  // clockwise around the hollow: what is higher is at the left
        for (const GridPlace& place : lines[i].places)
            CHECK_THAT(std::hypot(x(place), y(place)), WithinAbs(radii[i], 0.25 / (2 * radii[i]) + 1e-9));
    }
}

TEST_CASE("the contours of a slope are straight lines from edge to edge") {
    const auto lines = lines_of(sampled([](double u, double v) { return u + 0.5 * v; }), {-70, -3.25, 7.5, 70});
    REQUIRE(lines.size() == 2);  // the heights lie between the outer levels
    for (const ContourLine& line : lines) {
        CHECK_FALSE(line.is_closed);
        CHECK(line.level == (&line == &lines[0] ? 1U : 2U));
        const double level = line.level == 1 ? -3.25 : 7.5;
        for (const GridPlace& place : line.places) CHECK_THAT(x(place) + 0.5 * y(place), WithinAbs(level, 1e-9));
        CHECK(std::abs(line.places.back().row - line.places.front().row) == rows - 1);
        CHECK(line.places.back().row < line.places.front().row);  // downwards: what is higher is at the left
    }
}

TEST_CASE("above a saddle's height two lines lie left and right of it, below one above the other") {
    const auto heights = sampled([](double u, double v) { return u * u - v * v; });
    const auto lines = lines_of(heights, {-0.1, 0.1});
    REQUIRE(lines.size() == 4);
    for (const ContourLine& line : lines) {
        CHECK_FALSE(line.is_closed);
        for (const GridPlace& place : line.places) {
            const GridPlace& first = line.places.front();
            if (line.level == 1) CHECK(x(place) * x(first) > 0);
            if (line.level == 0) CHECK(y(place) * y(first) > 0);
        }
    }
}

TEST_CASE("in a cell with opposite corners above, the mean decides which corners are joined") {
    const std::vector<double> levels{0.5};
    const std::vector<double> joined{1, 0.2, 0.2, 1}, parted{0.8, 0, 0, 0.8};
    const auto far_end_of_the_lower_line = [&](const std::vector<double>& corners) {
        const auto lines = contour_lines(corners, 2, 2, levels);
        REQUIRE(lines.size() == 2);
        const auto is_lower = [](const GridPlace& place) { return place.row == 0; };
        const ContourLine& line = lines[is_lower(lines[0].places[0]) || is_lower(lines[0].places[1]) ? 0 : 1];
        return line.places[is_lower(line.places[0]) ? 1 : 0].column;
    };
    CHECK(far_end_of_the_lower_line(joined) == 1);
    CHECK(far_end_of_the_lower_line(parted) == 0);
}

TEST_CASE("every closed line goes around, and every open one ends at the grid's edge or at a hole") {
    const auto heights = sampled([](double u, double v) { return std::sin(0.31 * u) * std::cos(0.27 * v + 0.1 * u); });
    std::vector<double> levels;
    for (int i = -9; i <= 9; ++i) levels.push_back(0.1 * i + 0.013);
    const auto at_edge = [](const GridPlace& place) {
        return place.column == 0 || place.row == 0 || place.column == columns - 1 || place.row == rows - 1;
    };
    const auto lines = lines_of(heights, levels);
    CHECK(lines.size() > 30);
    for (const ContourLine& line : lines) {
        REQUIRE(line.places.size() >= 2);
        if (!line.is_closed) CHECK((at_edge(line.places.front()) && at_edge(line.places.back())));
        for (std::size_t i = line.is_closed ? 0 : 1; i < line.places.size(); ++i) {
            const GridPlace &a = line.places[i == 0 ? line.places.size() - 1 : i - 1], &b = line.places[i];
            CHECK(std::abs(a.column - b.column) <= 1);
            CHECK(std::abs(a.row - b.row) <= 1);
        }
    }
}

TEST_CASE("cells with numbers that are not finite have no line, the others keep theirs") {
    auto heights = sampled([](double u, double) { return u; });
    const auto hole = static_cast<std::size_t>(30 * columns + 40);
    for (const double number : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity()}) {
        heights[hole] = number;
        const auto lines = lines_of(heights, {0.5});
        REQUIRE(lines.size() == 2);
        CHECK(lines[0].places.size() + lines[1].places.size() == rows - 1);
        for (const ContourLine& line : lines)
            for (const GridPlace& place : line.places) CHECK(x(place) == 0.5);
    }
}

TEST_CASE("a plain has no contour, whatever the level, and no grid none") {
    CHECK(lines_of(sampled([](double, double) { return 2.0; }), {1, 2, 3}).empty());
    CHECK(contour_lines({}, 0, 0, std::vector<double>{1}).empty());
    CHECK(lines_of(sampled([](double u, double) { return u; }), {}).empty());
}
