// What the window owns: edits that can be undone, strokes of the brush, and what follows from a choice.

#include "app/window/state/drawing.hpp"
#include "app/window/state/landscape_view.hpp"
#include "app/window/state/undo.hpp"
#include "app/window/state/window_state.hpp"
#include "engine/core/table.hpp"
#include "engine/network/losses.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Scenario with_batch_size(int size) {
    Scenario scenario = standard_scenario();
    scenario.batch_size = size;
    return scenario;
}

std::size_t count_near(const PointsSource& source, double x, double y, double radius) {
    std::size_t count = 0;
    for (const Point& point : source.points) count += std::hypot(point.x1 - x, point.x2 - y) < radius;
    return count;
}

}  // namespace

TEST_CASE("a lesson fits what it opens, with other settings too, but no other task, data or surface") {
    const auto lessons = shipped_lessons();
    REQUIRE(lessons);
    for (const Lesson& lesson : *lessons) {
        CAPTURE(lesson.id);
        WindowState state;
        open_lesson(state, lesson);
        CHECK(fits_lesson(state, lesson));
        state.scenario.data.validation = 0.5;
        state.scenario.network.layers.clear();
        if (auto* generated = std::get_if<GeneratorSource>(&state.scenario.data.source)) generated->points = 1000;
        if (Selection* row = row_selection(state.landscape.race.surface)) row->values.assign(row->values.size(), 3);
        CHECK(fits_lesson(state, lesson));
        if (lesson.scenario) clear_points(state.scenario);
        if (lesson.race) state.landscape.race.surface = Selection{"beale", {}};
        CHECK_FALSE(fits_lesson(state, lesson));
    }
}

TEST_CASE("a drag is one step of undo, however many frames it took") {
    UndoHistory history;
    Scenario scenario = with_batch_size(1);
    history.clear(scenario);
    for (int size = 2; size < 10; ++size) history.observe(scenario = with_batch_size(size), true);
    CHECK_FALSE(history.can_undo());
    history.observe(scenario, false);
    history.undo(scenario);
    CHECK(scenario.batch_size == 1);
    CHECK_FALSE(history.can_undo());
    history.redo(scenario);
    CHECK(scenario.batch_size == 9);
}

TEST_CASE("an edit after undo forgets what could be redone, and undo itself is no edit") {
    UndoHistory history;
    Scenario scenario = with_batch_size(1);
    history.clear(scenario);
    history.observe(scenario = with_batch_size(2), false);
    history.undo(scenario);
    history.observe(scenario, false);
    CHECK(history.can_redo());
    history.observe(scenario = with_batch_size(3), false);
    CHECK_FALSE(history.can_redo());
    history.undo(scenario);
    CHECK(scenario.batch_size == 1);
}

TEST_CASE("drawing on a generator's points keeps them and adds the stroke's") {
    Scenario scenario = standard_scenario();
    const auto data = load_dataset(scenario.task, scenario.data);
    REQUIRE(data);
    PointsSource& source = make_drawn(scenario, *data);
    CHECK(source.points == data->points);
    const std::size_t before = source.points.size();
    draw_points(source, {-2, 0, 1}, {2, 0, 1}, 0.5, 7);
    CHECK(source.points.size() >= before + 20);
    for (std::size_t i = before; i < source.points.size(); ++i) {
        CHECK(std::abs(source.points[i].x2) <= 0.5);
        CHECK(std::abs(source.points[i].x1) <= 2.5);
        CHECK(source.points[i].target == 1);
    }
    const auto drawn = load_dataset(scenario.task, scenario.data);
    REQUIRE(drawn);
    CHECK(std::equal(data->splits.begin(), data->splits.end(), drawn->splits.begin()));
    CHECK(drawn->count(Split::validation) > data->count(Split::validation));
    split_anew(scenario);
    CHECK(source.splits.empty());
}

TEST_CASE("the eraser takes what is under it and nothing else") {
    PointsSource source;
    source.points = {{0, 0, 0}, {0.4, 0, 1}, {0.6, 0, 1}};
    source.splits = {Split::train, Split::validation, Split::train};
    CHECK(erase_points(source, Task::classify, 0, 0, 0.5));
    REQUIRE(source.points.size() == 1);
    CHECK(source.points[0].x1 == 0.6);
    CHECK(source.splits.size() == 1);
    CHECK(source.splits[0] == Split::train);
    CHECK_FALSE(erase_points(source, Task::classify, 5, 5, 0.5));
    CHECK(count_near(source, 0.6, 0, 0.1) == 1);
}

TEST_CASE("the eraser finds a curve's point at the height of its target") {
    PointsSource source;
    source.points = {{1, 0, 3}, {1, 0, -3}};
    CHECK(erase_points(source, Task::curve, 1, 3, 0.5));
    REQUIRE(source.points.size() == 1);
    CHECK(source.points[0].target == -3);
}

TEST_CASE("a third class brings a loss that takes it; a curve has no second coordinate") {
    Scenario scenario = standard_scenario();
    scenario.loss = standard_selection(*find_row(losses(), "binary_cross_entropy"));
    PointsSource source;
    source.points = {{0, 0, 0}, {1, 0, 1}, {2, 0, 2}};
    scenario.data.source = source;
    settle(scenario);
    CHECK(scenario.loss.id == "categorical_cross_entropy");
    CHECK(known_classes(scenario) == 3);

    scenario.task = Task::curve;
    scenario.features = {"x2", "x1"};
    settle(scenario);
    CHECK(scenario.features == std::vector<std::string>{"x1"});
    CHECK(require_loss(scenario.loss.id, Task::curve, 0, "loss"));
}

TEST_CASE("a race's file opens in the Landscape at its step, and is what is saved") {
    WindowState state;
    RaceFile file{standard_race(), 118};
    file.race.surface = standard_selection(*find_row(surfaces(), "beale"));
    file.race.start = {0.5, -0.5};
    open_race(state, file);
    CHECK(state.workspace == "landscape");
    CHECK(shown_race(state.landscape) == file);
    CHECK(state.landscape.furthest == 118);
    CHECK_FALSE(state.landscape.is_racing);
    state.landscape.steps = 12.75;
    CHECK(shown_race(state.landscape).steps == 12);
}

TEST_CASE("a lesson's race opens at its step and is looked at as the lesson says, whatever was looked at before") {
    const auto lessons = shipped_lessons();
    REQUIRE(lessons);
    WindowState state;
    for (const Lesson& lesson : *lessons) {
        if (!lesson.race) continue;
        CAPTURE(lesson.id);
        LandscapeState expected;
        if (!lesson.view.empty()) REQUIRE(read_view(lesson.view, expected));
        state.landscape.shows_basins = !expected.shows_basins;
        state.landscape.loss_view = "time";
        state.landscape.selected_racer = 1;
        open_lesson(state, lesson);
        CHECK(state.landscape.steps == static_cast<double>(lesson.steps));
        CHECK(state.landscape.shows_basins == expected.shows_basins);
        CHECK(state.landscape.loss_view == expected.loss_view);
        CHECK(state.landscape.selected_racer == expected.selected_racer);
    }
}
