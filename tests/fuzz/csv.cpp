// The CSV reader against random bytes and random points (RapidCheck; a failure prints the seed that brings it back).
#include "engine/data/csv.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/fuzz/readers.hpp"

using namespace ravine;

namespace {

rc::Gen<Task> any_task() { return rc::gen::element(Task::classify, Task::regress, Task::curve); }

/// Text made of what a reader of CSV trips over.
rc::Gen<std::string> tricky_text() {
    const auto piece = rc::gen::element<std::string>("x1", "x2", "x", "y", "label", "split", ",", ",", ",", "\n", "\n",
                                                     "\r", "\"", "\"\"", " ", "\t", "1", "-2.5e3", "nan", "a", "train",
                                                     "\xEF\xBB\xBF", "\xC3", "π", std::string(1, '\0'), "1e999");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& part : pieces) text += part;
                            return text;
                        });
}

std::string header_of(Task task) {
    const auto& columns = task_row(task).columns;
    return task == Task::curve
               ? "x,y,split\n"
               : std::string(columns[0]) + "," + std::string(columns[1]) + "," + std::string(columns[2]) + "\n";
}

void require_points_or_error(const std::string& text, Task task) { RC_ASSERT(test::csv_fault(text, task) == ""); }

}  // namespace

TEST_CASE("random bytes are points or an error") {
    CHECK(rc::check("bytes", [] { require_points_or_error(*rc::gen::arbitrary<std::string>(), *any_task()); }));
}

TEST_CASE("random pieces of CSV are points or an error") {
    CHECK(rc::check("pieces", [] {
        const Task task = *any_task();
        const std::string text = *tricky_text();
        require_points_or_error(text, task);
        require_points_or_error(header_of(task) + text, task);
    }));
}

TEST_CASE("random points and names read back to the same bits") {
    CHECK(rc::check("round trip", [] {
        const auto number =
            rc::gen::suchThat(rc::gen::arbitrary<double>(), [](double x) { return std::abs(x) <= largest_coordinate; });
        Dataset data{.task = *any_task()};
        const bool has_classes = task_row(data.task).has_classes;
        data.classes = has_classes ? 3 : 0;
        if (has_classes)
            data.class_names = *rc::gen::container<std::vector<std::string>>(3, rc::gen::arbitrary<std::string>());
        const int count = *rc::gen::inRange(1, 20);
        for (int i = 0; i < count; ++i) {
            const double target = has_classes ? *rc::gen::inRange(0, 3) : *number;
            data.points.push_back({*number, data.task == Task::curve ? 0 : *number, target});
            data.splits.push_back(*rc::gen::element(Split::train, Split::validation));
        }
        const Result<PointsSource> back = points_from_csv(points_csv(data), "fuzz.csv", data.task);
        RC_ASSERT(static_cast<bool>(back));
        RC_ASSERT(back->points == data.points);
        for (std::size_t i = 0; i < data.splits.size(); ++i) RC_ASSERT(back->splits[i] == data.splits[i]);
    }));
}
