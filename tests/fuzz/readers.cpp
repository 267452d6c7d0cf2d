#include "tests/fuzz/readers.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "engine/core/utf8.hpp"
#include "engine/data/csv.hpp"
#include "engine/formula/formula.hpp"
#include "engine/io/model_json.hpp"
#include "engine/io/race_file.hpp"
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

bool is_between_characters(std::string_view text, std::size_t at) {
    return at == 0 || at == text.size() || (at < text.size() && !continues_character(text[at]));
}

std::string fault_of(const FormulaError& error, std::string_view text) {
    if (error.what.empty()) return "an error that does not say what is wrong";
    if (error.begin > error.end) return "an error that ends before it begins: " + error.what;
    if (!is_between_characters(text, error.begin) || !is_between_characters(text, error.end))
        return "an error within a character, or outside of the text: " + error.what;
    if (error.what.size() + error.hint.size() > 400) return "an error that nobody reads to its end: " + error.what;
    for (const std::string& words : {error.what, error.hint})
        if (words.find('\n') != std::string::npos) return "an error of several lines: " + words;
    return {};
}

/// The value is the same alone, with derivatives, and among many.
std::string fault_of(const Formula& formula) {
    const std::vector<double> parameters(formula.parameters().size(), 0.75), x(67, 0.5), y(67, -1.25);
    std::vector<double> values(67), by_x(67), by_y(67);
    formula.values(x, y, parameters, values);
    const std::array point = {x[0], y[0]};
    const double value = formula.value(point, parameters);
    const auto is_same = [&](double other) { return other == value || (std::isnan(other) && std::isnan(value)); };
    if (!is_same(values[0]) || !is_same(values[66])) return "another value among many";
    formula.gradients(x, y, parameters, values, by_x, by_y);
    if (!is_same(values[0]) || !is_same(values[66])) return "another value beside the gradient";
    return is_same(formula.derivatives(point, parameters).value) ? "" : "another value beside derivatives";
}

constexpr std::array readers = {
    FuzzedReader{"scenario", scenario_fault}, FuzzedReader{"csv", csv_fault},   FuzzedReader{"model", model_fault},
    FuzzedReader{"formula", formula_fault},   FuzzedReader{"race", race_fault},
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

std::string race_fault(std::string_view text) { return json_fault(text, race_from_json, race_to_json); }

std::string formula_fault(std::string_view text) {
    constexpr std::array<std::string_view, 2> variables = {"x", "y"};
    const FormulaReading formula = read_formula(text, variables);
    return formula ? fault_of(*formula) : fault_of(formula.error(), text);
}

std::span<const FuzzedReader> fuzzed_readers() { return readers; }

}  // namespace ravine::test
