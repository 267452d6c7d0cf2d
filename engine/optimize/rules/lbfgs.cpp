#include "engine/optimize/rules/lbfgs.hpp"

#include <algorithm>
#include <numeric>

#include "engine/optimize/rules/line_search.hpp"

namespace ravine {

namespace {

/// One for each of line_searches.
struct Search {
    LineSearch search;
    const char* words;
};
constexpr Search searches[] = {{fixed_step, "θ ← θ + η·d"},
                               {armijo_search, "t ← η, halved until L falls\nθ ← θ + t·d"},
                               {strong_wolfe_search, "t ← η, then by Wolfe's conditions\nθ ← θ + t·d"}};

static_assert(std::size(searches) == optimizer_rows::line_searches.size());

const Search& search_of(double choice) { return searches[static_cast<std::size_t>(choice)]; }

double dot(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

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
        guess() = dot(step_taken, gradient_change) / dot(gradient_change, gradient_change);
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
        shares[i] = dot(pairs.step(i), d) / dot(pairs.change(i), pairs.step(i));
        add(d, -shares[i], pairs.change(i));
    }
    for (double& value : d) value *= pairs.guess();
    for (std::size_t i = 0; i < pairs.count(); ++i) {
        const double share = dot(pairs.change(i), d) / dot(pairs.change(i), pairs.step(i));
        add(d, shares[i] - share, pairs.step(i));
    }
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
    memory.start.slope = dot(at.gradient, d);
    std::copy(at.gradient.begin(), at.gradient.end(), memory.start.gradient.begin());
    if (memory.start.slope == 0) return;  // at the bottom
    const Line line(objective, at.parameters, d, memory);
    const LinePoint& end = search_of(at.settings[2]).search(line, first_length(pairs, at.gradient, at.settings[0]));
    if (end.t == 0) return pairs.forget();

    const std::span<const double> position = line.position(end.t);
    std::copy(position.begin(), position.end(), at.parameters.begin());
    std::copy(end.gradient.begin(), end.gradient.end(), change.begin());
    add(change, -1, at.gradient);
    for (double& value : d) value *= end.t;
    constexpr double least_curvature = 1e-10;  // a smaller one may be nothing but rounding
    if (dot(change, d) > least_curvature) pairs.append(d, change);
}

std::string lbfgs_formula(std::span<const double> settings) {
    return std::string("d ← −B·g\nB by the last Δθ and Δg\n") + search_of(settings[2]).words;
}

}  // namespace ravine
