#include "engine/optimize/rules/lbfgs.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "engine/optimize/rules/line_search.hpp"
#include "engine/optimize/rules/second_order_lines.hpp"

namespace ravine {

namespace {

/// One for each of line_searches.
struct Search {
    LineSearch search;
    std::string_view length;  ///< how it sets t; empty where that is η
    bool asks_slopes;
};
constexpr Search searches[] = {{fixed_step, "", false},
                               {armijo_search, halving_text, false},
                               {strong_wolfe_search, "t ← η, then by Wolfe's conditions", true}};
constexpr std::string_view lbfgs_matrix = "B by the last Δθ and Δg", lbfgs_direction = "d ← −B·g",
                           lbfgs_fixed_step = "θ ← θ + η·d", lbfgs_step_text = "θ ← θ + t·d";

static_assert(std::size(searches) == optimizer_rows::line_searches.size());

const Search& search_of(double choice) { return searches[static_cast<std::size_t>(choice)]; }

/// a ← a + factor·b
void add(std::span<double> a, double factor, std::span<const double> b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] += factor * b[i];
}

/// The rule's memory, read as what it holds.
class Pairs {
  public:
    Pairs(std::span<double> memory, std::size_t most, std::size_t length)
        : memory_(memory), most_(most), length_(length) {
        if (count() == 0) guess() = 1;
    }

    static std::size_t size(std::size_t most, std::size_t length) { return 2 + 2 * most * length; }
    std::size_t count() const { return static_cast<std::size_t>(memory_.front()); }
    std::size_t most() const { return most_; }
    double& guess() { return memory_[1]; }
    std::span<double> step(std::size_t i) { return part(2 * i); }
    std::span<double> change(std::size_t i) { return part(2 * i + 1); }
    void forget() { memory_.front() = 0; }

    void append(std::span<const double> step_taken, std::span<const double> gradient_change) {
        if (count() == most_)
            std::copy(memory_.begin() + std::ptrdiff_t(2 + 2 * length_), memory_.end(), memory_.begin() + 2);
        else
            memory_.front() += 1;
        std::copy(step_taken.begin(), step_taken.end(), step(count() - 1).begin());
        std::copy(gradient_change.begin(), gradient_change.end(), change(count() - 1).begin());
        guess() = inner_product(step_taken, gradient_change) / inner_product(gradient_change, gradient_change);
    }

  private:
    std::span<double> part(std::size_t i) { return memory_.subspan(2 + i * length_, length_); }

    std::span<double> memory_;
    std::size_t most_, length_;
};

std::size_t most_pairs(const double* settings) { return static_cast<std::size_t>(settings[1]); }

/// What a step computes in.
struct LbfgsScratch {
    std::vector<double> direction, shares, change;
    LineMemory line;
};

/// −B·g by the two loops over the pairs.
void set_direction(Pairs& pairs, std::span<const double> gradient, LbfgsScratch& scratch) {
    std::vector<double>&d = scratch.direction, &shares = scratch.shares;
    d.resize(gradient.size());
    shares.resize(pairs.most());
    std::transform(gradient.begin(), gradient.end(), d.begin(), std::negate<>());
    for (std::size_t i = pairs.count(); i-- > 0;) {
        shares[i] = inner_product(pairs.step(i), d) / inner_product(pairs.change(i), pairs.step(i));
        add(d, -shares[i], pairs.change(i));
    }
    for (double& value : d) value *= pairs.guess();
    for (std::size_t i = 0; i < pairs.count(); ++i) {
        const double share = inner_product(pairs.change(i), d) / inner_product(pairs.change(i), pairs.step(i));
        add(d, shares[i] - share, pairs.step(i));
    }
}

/// The pairs as the step finds them: how many, the guess of 1/curvature, the last.
void note_pairs(StepRecord* record, Pairs& pairs) {
    note(record, std::array{double(pairs.count()), pairs.guess()});
    if (pairs.count() == 0) return;
    note(record, pairs.step(pairs.count() - 1));
    note(record, pairs.change(pairs.count() - 1));
}

/// The whole rate, once curvature is known; before, a step that is no longer than 1.
double first_length(const Pairs& pairs, std::span<const double> gradient, double rate) {
    if (pairs.count() > 0) return rate;
    const double size = std::accumulate(gradient.begin(), gradient.end(), 0.0,
                                        [](double sum, double value) { return sum + std::abs(value); });
    return std::min(1.0, 1 / size) * rate;
}

}  // namespace

std::size_t lbfgs_memory(std::size_t count, const double* settings) { return Pairs::size(most_pairs(settings), count); }

void lbfgs_step(Objective& objective, const ObjectiveStep& at) {
    auto& scratch = at.scratch.as<LbfgsScratch>();
    auto& [d, shares, change, memory] = scratch;
    Pairs pairs(at.memory, most_pairs(at.settings), at.parameters.size());
    set_direction(pairs, at.gradient, scratch);
    change.resize(at.gradient.size());
    memory.fit(at.gradient.size());
    memory.start.loss = at.loss;
    memory.start.slope = inner_product(at.gradient, d);
    std::copy(at.gradient.begin(), at.gradient.end(), memory.start.gradient.begin());
    note(at.record, at.loss);
    note_pairs(at.record, pairs);
    note(at.record, d);
    note(at.record, memory.start.slope);
    if (memory.start.slope == 0) return;  // at the bottom
    const Line line(objective, at.parameters, d, memory, at.record);
    const LinePoint& end = search_of(at.settings[2]).search(line, first_length(pairs, at.gradient, at.settings[0]));
    if (end.t == 0) {
        pairs.forget();
    } else {
        const std::span<const double> position = line.position(end.t);
        std::copy(position.begin(), position.end(), at.parameters.begin());
    }
    note(at.record, end.t);
    note(at.record, at.parameters);
    if (end.t == 0) return;

    std::copy(end.gradient.begin(), end.gradient.end(), change.begin());
    add(change, -1, at.gradient);
    for (double& value : d) value *= end.t;
    constexpr double least_curvature = 1e-10;  // a smaller one may be nothing but rounding
    if (inner_product(change, d) > least_curvature) pairs.append(d, change);
}

std::string lbfgs_formula(std::span<const double> settings) {
    const std::string_view length = search_of(settings[2]).length;
    return std::string(lbfgs_matrix) + "\n" + std::string(lbfgs_direction) + "\n" +
           (length.empty() ? std::string(lbfgs_fixed_step) : std::string(length) + "\n" + std::string(lbfgs_step_text));
}

std::vector<StepLine> lbfgs_lines(const StepStart& start) {
    const std::size_t count = start.parameters.size();
    const Search& search = search_of(start.settings[2]);
    RecordReader record(start.record);
    const double loss = record.take(), pairs = record.take(), guess = record.take();
    StepLines lines{{"B", std::string(lbfgs_matrix), "", {pairs}, pairs == 1 ? "pair" : "pairs"}};
    if (pairs > 0) {
        lines.push_back({"s", "s, the last Δθ", "", as_values(record.take(count))});
        lines.push_back({"y", "y, the last Δg", "", as_values(record.take(count))});
        lines.push_back({"ρ", "ρ = 1 / sᵀy", "", {1 / inner_product(lines[1].values, lines[2].values)}});
        lines.push_back({"γ", "γ = sᵀy / yᵀy", "", {guess}});
    }
    lines.push_back({"d", std::string(lbfgs_direction), "", as_values(record.take(count))});
    lines.push_back({"gᵀd", "gᵀd", "", {record.take()}});
    if (record.at_end()) {
        lines.back().note = "at the bottom: θ stays";
        return lines;
    }
    const std::span<const double> trials = record.take_until_last(1 + count);
    const TriedLine tried{loss, lines.back().values[0], trials, record.take(), '+', search.asks_slopes};
    const bool is_fixed = search.length.empty();
    if (!is_fixed) {
        add_trials(lines, tried);
        lines.push_back({"t",
                         std::string(search.length),
                         "",
                         {tried.taken},
                         tried.has_failed() ? "nothing lower: forgets the pairs" : ""});
    }
    lines.push_back(parameters_line(is_fixed ? lbfgs_fixed_step : lbfgs_step_text, is_fixed ? "η" : "t", tried.taken,
                                    record.take(count)));
    return lines;
}

}  // namespace ravine
