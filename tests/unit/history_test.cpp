#include "engine/train/history.hpp"

#include "engine/train/parameter_path.hpp"
#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("a bounded history keeps the first and the newest row, and evenly spaced ones between") {
    History history(64);
    for (std::uint64_t epoch = 0; epoch <= 5000; ++epoch) {
        HistoryRow row;
        row.epoch = epoch;
        history.append(row);
        REQUIRE(history.rows().size() <= 64);
        REQUIRE(history.rows().front().epoch == 0);
        REQUIRE(history.rows().back().epoch == epoch);
    }
    const auto& rows = history.rows();
    CHECK(rows.size() >= 32);
    for (std::size_t i = 2; i + 1 < rows.size(); ++i)
        CHECK(rows[i].epoch - rows[i - 1].epoch == rows[1].epoch - rows[0].epoch);
}

TEST_CASE("an unbounded history keeps every row") {
    History history;
    for (std::uint64_t epoch = 0; epoch < 10000; ++epoch) {
        HistoryRow row;
        row.epoch = epoch;
        history.append(row);
    }
    CHECK(history.rows().size() == 10000);
    history.forget_after(99);
    CHECK(history.rows().size() == 100);
    CHECK(history.rows().back().epoch == 99);
}

TEST_CASE("a path is thinned evenly and keeps its start") {
    ParameterPath path(100);
    for (std::uint64_t step = 0; step <= 12345; ++step)
        if (path.wants(step)) path.append(step, {float(step)});
    const auto& points = path.points();
    CHECK(points.size() <= 100);
    CHECK(points.size() > 48);
    CHECK(points.front().step == 0);
    for (std::size_t i = 1; i < points.size(); ++i) {
        CHECK(points[i].step - points[i - 1].step == points[1].step);
        CHECK(points[i].parameters->front() == float(points[i].step));
    }
}

TEST_CASE("a path of a large network stays within 64 MiB") {
    ParameterPath path;
    const std::vector<float> large(std::size_t{4} << 20);  // 16 MiB each
    for (std::uint64_t step = 0; step < 50; ++step)
        if (path.wants(step)) path.append(step, large);
    CHECK(path.points().size() <= 4);
    CHECK(path.points().size() >= 2);
}

TEST_CASE("a path that is taken back forgets the later points") {
    ParameterPath path(100);
    for (std::uint64_t step = 0; step < 50; ++step) path.append(step, {0.0f});
    path.forget_after(20);
    CHECK(path.points().back().step == 20);
    CHECK(path.wants(21));
}
