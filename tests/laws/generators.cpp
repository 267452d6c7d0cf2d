// Laws that every row of the generator table obeys.
#include "engine/data/generators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// The row with each setting at its default, then each at its least and at its most.
std::vector<std::vector<double>> setting_choices(const GeneratorRow& row) {
    std::vector<std::vector<double>> choices{standard_values(row.settings)};
    for (std::size_t i = 0; i < row.settings.size(); ++i)
        for (double value : {row.settings[i].least, row.settings[i].most}) {
            choices.push_back(choices.front());
            choices.back()[i] = value;
        }
    return choices;
}

template <class Check>
void for_each_row_and_setting(Check check) {
    for (const GeneratorRow& row : generators())
        for (const std::vector<double>& settings : setting_choices(row)) {
            const std::string text = fmt::format("{} {}", row.id, fmt::join(settings, " "));
            INFO(text);
            check(row, settings);
        }
}

/// Share of points whose nearest other point has another class.
double nearest_neighbour_error(const std::vector<Point>& points) {
    int wrong = 0;
    for (const Point& point : points) {
        double best = std::numeric_limits<double>::infinity();
        double label = -1;
        for (const Point& other : points) {
            const double distance = std::hypot(point.x1 - other.x1, point.x2 - other.x2);
            if (&other == &point || distance >= best) continue;
            best = distance;
            label = other.target;
        }
        wrong += label != point.target;
    }
    return wrong / static_cast<double>(points.size());
}

}  // namespace

TEST_CASE("every generator says what it is") {
    CHECK(generators().size() >= 14);
    for (const GeneratorRow& row : generators()) {
        INFO(row.id);
        CHECK_FALSE(row.label.empty());
        CHECK_FALSE(row.formula.empty());
        CHECK_FALSE(row.source.empty());
        for (const Setting& setting : row.settings) CHECK_FALSE(setting.help.empty());
    }
}

TEST_CASE("every task has generators, and generators have classes exactly where their task has") {
    for (const TaskRow& task : tasks()) CHECK(std::ranges::count(generators(), task.task, &GeneratorRow::task) >= 2);
    for_each_row_and_setting([](const GeneratorRow& row, const std::vector<double>& settings) {
        const int classes = row.classes(settings);
        CHECK((classes > 0) == task_row(row.task).has_classes);
        CHECK(classes <= most_classes);
        CHECK(classes != 1);
    });
}

TEST_CASE("every generator gives as many points as asked for, finite and in the picture") {
    for_each_row_and_setting([](const GeneratorRow& row, const std::vector<double>& settings) {
        for (int count : {1, 2, 3, 1000}) {
            const std::vector<Point> points = row.generate({count, 0.05, 3, settings});
            REQUIRE(points.size() == static_cast<std::size_t>(count));
            for (const Point& point : points) {
                REQUIRE(std::abs(point.x1) < 6);
                REQUIRE(std::abs(point.x2) < 6);
                REQUIRE(std::abs(point.target) < 10);
                if (row.task == Task::curve) REQUIRE(point.x2 == 0);
            }
        }
    });
}

TEST_CASE("every generator fills the picture") {
    for_each_row_and_setting([](const GeneratorRow& row, const std::vector<double>& settings) {
        const std::vector<Point> points = row.generate({1000, 0, 3, settings});
        const auto [left, right] = std::ranges::minmax(points, {}, &Point::x1);
        CHECK(right.x1 - left.x1 > 3);
        const auto up = row.task == Task::classify ? &Point::x2 : &Point::target;
        const auto [low, high] = std::ranges::minmax(points, {}, up);
        CHECK(std::invoke(up, high) - std::invoke(up, low) > 1);
    });
}

TEST_CASE("classes come in turn") {
    for_each_row_and_setting([](const GeneratorRow& row, const std::vector<double>& settings) {
        const int classes = row.classes(settings);
        const std::vector<Point> points = row.generate({101, 0.1, 5, settings});
        for (std::size_t i = 0; classes > 0 && i < points.size(); ++i)
            REQUIRE(points[i].target == static_cast<double>(i % static_cast<std::size_t>(classes)));
    });
}

TEST_CASE("raising the number of points keeps those that are there") {
    for_each_row_and_setting([](const GeneratorRow& row, const std::vector<double>& settings) {
        const std::vector<Point> few = row.generate({100, 0.2, 9, settings});
        std::vector<Point> many = row.generate({250, 0.2, 9, settings});
        many.resize(few.size());
        CHECK(few == many);
    });
}

TEST_CASE("the same seed gives the same points, another seed others") {
    for_each_row_and_setting([](const GeneratorRow& row, const std::vector<double>& settings) {
        const std::vector<Point> points = row.generate({50, 0.1, 1, settings});
        CHECK(points == row.generate({50, 0.1, 1, settings}));
        const std::vector<Point> others = row.generate({50, 0.1, 2, settings});
        for (std::size_t i = 0; i < points.size(); ++i) CHECK(points[i] != others[i]);
    });
}

TEST_CASE("noise moves each point along a fixed direction, in proportion") {
    for_each_row_and_setting([](const GeneratorRow& row, const std::vector<double>& settings) {
        const auto none = row.generate({100, 0, 4, settings}), some = row.generate({100, 0.1, 4, settings}),
                   more = row.generate({100, 0.2, 4, settings});
        double moved = 0;
        for (std::size_t i = 0; i < none.size(); ++i) {
            CHECK_THAT(more[i].x1 - none[i].x1, WithinAbs(2 * (some[i].x1 - none[i].x1), 1e-9));
            CHECK_THAT(more[i].x2 - none[i].x2, WithinAbs(2 * (some[i].x2 - none[i].x2), 1e-9));
            CHECK_THAT(more[i].target - none[i].target, WithinAbs(2 * (some[i].target - none[i].target), 1e-9));
            moved += std::abs(some[i].x1 - none[i].x1) + std::abs(some[i].target - none[i].target);
        }
        CHECK(moved > 1);
    });
}

TEST_CASE("without noise the classes lie apart") {
    for (const GeneratorRow& row : generators()) {
        if (row.task != Task::classify) continue;
        INFO(row.id);
        // The cells of a checkerboard touch, so points along their edges do have neighbours of the other class.
        const double allowed = row.id == "checkerboard" ? 0.1 : 0;
        CHECK(nearest_neighbour_error(row.generate({1000, 0, 11, standard_values(row.settings)})) <= allowed);
    }
}

TEST_CASE("with much noise the classes overlap") {
    for (const GeneratorRow& row : generators()) {
        if (row.task != Task::classify) continue;
        INFO(row.id);
        CHECK(nearest_neighbour_error(row.generate({500, 1, 11, standard_values(row.settings)})) > 0.05);
    }
}
