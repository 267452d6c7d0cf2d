#include "engine/optimize/rules/second_order_lines.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "engine/optimize/rules/line_search.hpp"

namespace ravine {

namespace {

std::string thought_of(const LinePoint& trial, const TriedLine& tried) {
    const LinePoint start{0, tried.loss, tried.slope, {}};
    const std::string slope = tried.has_slopes ? fmt::format("slope {:.3g}, ", trial.slope) : "";
    if (trial.t == tried.taken) return slope + "taken";
    if (is_too_high(trial, start)) return "too high";
    return slope + (is_flat_enough(trial, start) ? "not the lowest" : "too steep");
}

}  // namespace

std::string line_number(double number) { return fmt::format("{:.6g}", number); }

std::vector<double> as_values(std::span<const double> numbers, double factor) {
    std::vector<double> values(numbers.begin(), numbers.end());
    if (factor != 1)
        for (double& value : values) value *= factor;
    return values;
}

double inner_product(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

void add_trials(StepLines& lines, const TriedLine& tried) {
    lines.push_back({"L", "L(θ)", "", {tried.loss}});
    const std::string before = tried.sign == '+' ? "L(θ + " : "L(θ − ";
    double last = 0;
    for (std::size_t i = 0; i + 2 < tried.trials.size(); i += 3) {
        const LinePoint trial{tried.trials[i], tried.trials[i + 1], tried.trials[i + 2], {}};
        const bool is_again = trial.t == last;  // what Armijo's search takes is asked for its gradient, too
        last = trial.t;
        if (!is_again)
            lines.push_back(
                {"L", before + "t·d)", before + line_number(trial.t) + "·d)", {trial.loss}, thought_of(trial, tried)});
    }
}

StepLine parameters_line(std::string_view text, std::string_view symbol, double length,
                         std::span<const double> values) {
    std::string with_numbers(text);
    with_numbers.replace(with_numbers.find(symbol), symbol.size(), line_number(length));
    return {"θ", std::string(text), with_numbers, as_values(values)};
}

}  // namespace ravine
