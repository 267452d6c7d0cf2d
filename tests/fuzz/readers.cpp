#include "tests/fuzz/readers.hpp"

#include <array>
#include <cmath>

#include "engine/data/csv.hpp"
#include "engine/io/model_json.hpp"
#include "engine/io/scenario_json.hpp"

namespace ravine::test {

namespace {

std::string error_fault(const Error& error, std::size_t most_letters) {
    const std::string message = error.message();
    if (error.fault != Fault::input) return "not the input's fault: " + message;
    if (error.what.empty()) return "an error that does not say what is wrong: " + message;
    if (!error.where.starts_with("file")) return "an error that does not name the file: " + message;
    if (message.find('\n') != std::string::npos) return "an error of several lines: " + message;
    if (message.size() > most_letters) return "an error that nobody reads to its end: " + message;
    return {};
}

std::string points_fault(const PointsSource& source) {
    if (source.points.empty()) return "no points, and no error";
    if (!source.splits.empty() && source.splits.size() != source.points.size()) return "not a split for each point";
    for (const Point& point : source.points)
        for (const double number : {point.x1, point.x2, point.target})
            if (!(std::abs(number) <= largest_coordinate)) return "a number that no point may have";
    return {};
}

/// What `read` gives is written and read again without a change.
template <class Read, class Write>
std::string json_fault(std::string_view text, Read read, Write write) {
    const auto value = read(text, "file");
    if (!value) return error_fault(value.error(), 1000);  // it may list a table's names
    const std::string written = write(*value);
    const auto again = read(written, "file");
    if (!again) return "what was read cannot be read again: " + again.error().message();
    return write(*again) == written ? "" : "what was read is another when read again";
}

std::string model_text(const Model& model) {
    const Result<std::string> text = model_to_json(model);
    return text ? *text : text.error().message();
}

constexpr std::array readers = {
    FuzzedReader{"scenario", scenario_fault},
    FuzzedReader{"csv", csv_fault},
    FuzzedReader{"model", model_fault},
};

}  // namespace

std::string csv_fault(std::string_view text, Task task) {
    const Result<PointsSource> source = points_from_csv(text, "file", task);
    return source ? points_fault(*source) : error_fault(source.error(), 400);
}

std::string csv_fault(std::string_view text) {
    for (const Task task : {Task::classify, Task::regress, Task::curve})
        if (const std::string fault = csv_fault(text, task); !fault.empty()) return fault;
    return {};
}

std::string scenario_fault(std::string_view text) { return json_fault(text, scenario_from_json, scenario_to_json); }

std::string model_fault(std::string_view text) { return json_fault(text, model_from_json, model_text); }

std::span<const FuzzedReader> fuzzed_readers() { return readers; }

}  // namespace ravine::test
