#pragma once
// Lines that the second-order rules tell their steps in.

#include <span>
#include <string>
#include <vector>

#include "engine/optimize/step_lines.hpp"

namespace ravine {

/// How Armijo's search sets t.
inline constexpr std::string_view halving_text = "t ← η, halved until L falls";

using StepLines = std::vector<StepLine>;

/// "0.01", as lines have numbers.
std::string line_number(double number);

std::vector<double> as_values(std::span<const double> numbers, double factor = 1);
double inner_product(std::span<const double> a, std::span<const double> b);

/// f(θ + sign·t·d) for each t that a line search has tried.
struct TriedLine {
    double loss, slope;              ///< at t = 0
    std::span<const double> trials;  ///< as a Line notes them
    double taken;                    ///< t in the end; 0 where the search has failed
    char sign;                       ///< of d in the rule's formula: '+' or '-'
    bool has_slopes;                 ///< the search asks for them, too

    bool has_failed() const { return taken == 0; }
};

/// L(θ), then each trial and what the search thinks of it.
void add_trials(StepLines& lines, const TriedLine& tried);

/// "θ ← θ − t·d", in which `length` is `symbol`.
StepLine parameters_line(std::string_view text, std::string_view symbol, double length, std::span<const double> values);

}  // namespace ravine
