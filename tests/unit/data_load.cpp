#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "engine/core/table.hpp"
#include "engine/data/data_specification.hpp"
#include "engine/data/generators.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

GeneratorSource source_of(std::string_view id, int points = 100) {
    return {standard_selection(*find_row(generators(), id)), points, 0.1, 1};
}

Error error_of(Task task, const DataSource& source) {
    const Result<Dataset> data = load_dataset(task, {.source = source});
    REQUIRE_FALSE(data);
    CHECK(data.error().fault == Fault::input);
    return data.error();
}

}  // namespace

TEST_CASE("every generator loads for its task and for no other") {
    for (const GeneratorRow& row : generators())
        for (const TaskRow& task : tasks()) {
            INFO(row.id << " for " << task.id);
            const Result<Dataset> data = load_dataset(task.task, {.source = source_of(row.id)});
            REQUIRE(static_cast<bool>(data) == (row.task == task.task));
            if (!data) {
                CHECK(data.error().where == "data.generator");
                continue;
            }
            CHECK(data->task == task.task);
            CHECK(data->classes == row.classes(standard_values(row.settings)));
            CHECK(data->points.size() == 100);
            CHECK(data->count(Split::validation) == 30);
            CHECK(data->of(Split::train).size() == 70);
        }
}

TEST_CASE("unsound generator sources are errors that name the key") {
    GeneratorSource unknown = source_of("moons");
    unknown.generator.id = "moon";
    CHECK(error_of(Task::classify, unknown).where == "data.generator");
    CHECK_THAT(error_of(Task::classify, unknown).hint, contains_text("moons"));
    GeneratorSource turns = source_of("spiral");
    turns.generator.values[1] = 50;
    CHECK(error_of(Task::classify, turns).where == "data.turns");
    CHECK(error_of(Task::classify, source_of("moons", 0)).where == "data.points");
    GeneratorSource noisy = source_of("moons");
    noisy.noise = std::numeric_limits<double>::infinity();
    CHECK(error_of(Task::classify, noisy).where == "data.noise");
}

TEST_CASE("points given one by one keep their order") {
    const PointsSource source{.points = {{3, 1, 1}, {2, 5, 0}, {0, 0, 4}}};
    const Result<Dataset> data = load_dataset(Task::classify, {.source = source, .validation = 0});
    REQUIRE(data);
    CHECK(data->points == source.points);
    CHECK(data->classes == 5);
    CHECK(data->count(Split::train) == 3);
}

TEST_CASE("classes may be announced before they have points") {
    const PointsSource drawn{.points = {{0, 0, 0}}, .classes = 3};
    const Result<Dataset> data = load_dataset(Task::classify, {.source = drawn});
    REQUIRE(data);
    CHECK(data->classes == 3);
}

TEST_CASE("points of one class alone are an error") {
    const Error error = error_of(Task::classify, PointsSource{.points = {{0, 0, 1}, {1, 1, 1}}});
    CHECK_THAT(error.what, contains_text("only one class: every label is 1"));
    CHECK_THAT(error.hint, contains_text("another class"));
    const PointsSource named{.points = {{0, 0, 0}}, .class_names = {"setosa"}};
    CHECK_THAT(error_of(Task::classify, named).what, contains_text("'setosa'"));
    CHECK(load_dataset(Task::regress, {.source = PointsSource{.points = {{0, 0, 1}, {1, 1, 1}}}}));
}

TEST_CASE("numbers that are not finite, labels that are no class and no points are errors") {
    const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
    for (const Point& bad : {Point{nan, 0, 0}, Point{0, infinity, 0}, Point{0, 0, nan}, Point{1e31, 0, 0}})
        for (const TaskRow& task : tasks()) {
            const Error error = error_of(task.task, PointsSource{.points = {{0, 0, 0}, {0, 0, 1}, bad}});
            CHECK(error.where == "data.points[2]");
        }
    for (double label : {-1.0, 0.5, 10.0})
        CHECK_THAT(error_of(Task::classify, PointsSource{.points = {{0, 0, 0}, {0, 0, label}}}).what,
                   contains_text("is not a class"));
    for (const TaskRow& task : tasks())
        CHECK_THAT(error_of(task.task, PointsSource{}).what, contains_text("no points"));
    CHECK_THAT(error_of(Task::classify, PointsSource{.points = {{0, 0, 0}, {0, 0, 1}}, .classes = 11}).what,
               contains_text("11 classes"));
    CHECK_THAT(error_of(Task::classify, PointsSource{.points = {{0, 0, 0}, {0, 0, 1}}, .splits = {Split::train}}).what,
               contains_text("2 points and 1 splits"));
}

TEST_CASE("a curve has no x2") {
    const Result<Dataset> data = load_dataset(Task::curve, {.source = PointsSource{.points = {{1, 7, 2}}}});
    REQUIRE(data);
    CHECK(data->points[0] == Point{1, 0, 2});
    CHECK(data->classes == 0);
}

TEST_CASE("class names are one per class") {
    const PointsSource source{.points = {{0, 0, 0}, {0, 0, 2}}, .class_names = {"a", "b"}};
    const Result<Dataset> data = load_dataset(Task::classify, {.source = source});
    REQUIRE(data);
    CHECK(data->class_names == std::vector<std::string>{"a", "b", "2"});
}
