#include "engine/optimize/step_lines.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Every combination of a row's choices and toggles, the other settings at their defaults and at random ones.
std::vector<std::vector<double>> tried_settings(const OptimizerRow& row, std::mt19937& engine) {
    std::uniform_real_distribution<double> share(0.05, 0.95);
    std::vector<std::vector<double>> all = {standard_values(row.settings), standard_values(row.settings)};
    for (std::size_t i = 0; i < row.settings.size(); ++i) {
        const Setting& setting = row.settings[i];
        if (setting.scale != Scale::toggle && setting.scale != Scale::choice) {
            all.back()[i] = setting.most <= 1 ? share(engine) * setting.most : share(engine);
            continue;
        }
        const std::vector<double> random = all.back();
        all.pop_back();
        const std::vector<std::vector<double>> before = all;
        all.clear();
        for (double value = setting.least; value <= setting.most; ++value)
            for (std::vector<double> values : before) {
                values[i] = value;
                all.push_back(values);
            }
        all.push_back(random);
    }
    return all;
}

struct Start {
    std::vector<double> settings, parameters, gradient, state;
    std::uint64_t step;

    StepStart view() const { return {settings, step, parameters, gradient, state}; }
};

/// Numbers that a state can have: means of squares above the square of the mean, and NAdam's p between 0 and 1.
Start random_start(const OptimizerRow& row, std::vector<double> settings, std::mt19937& engine) {
    constexpr std::size_t count = 7;
    constexpr std::uint64_t steps[] = {1, 2, 3, 10, 118, 5000, 1'000'000};
    std::uniform_real_distribution<double> around_0(-1, 1), positive(1, 2), share(0.1, 0.9);
    Start start = {std::move(settings), {}, {}, {}, steps[engine() % std::size(steps)]};
    for (std::size_t i = 0; i < count; ++i) {
        start.parameters.push_back(around_0(engine));
        start.gradient.push_back(around_0(engine));
    }
    for (const auto& [name, role] : row.state)
        for (std::size_t i = 0; i < count; ++i)
            start.state.push_back(name == "m" ? around_0(engine) : name == "p" ? share(engine) : positive(engine));
    return start;
}

/// What the lines leave in a name; empty where none gives it a value.
std::vector<double> last_values(const std::vector<StepLine>& lines, std::string_view name) {
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        if (line->target == name) return line->values;
    return {};
}

void check_near(const std::vector<double>& found, const double* expected) {
    for (std::size_t i = 0; i < found.size(); ++i)
        REQUIRE(std::abs(found[i] - expected[i]) <= 1e-12 * std::max(1e-3, std::abs(expected[i])));
}

void check_step(const OptimizerRow& row, const Start& start) {
    const std::vector<StepLine> lines = step_lines(row, start.view());
    const std::size_t count = start.parameters.size();
    std::vector<double> parameters = start.parameters, state = start.state;
    row.precise(parameters.data(), start.gradient.data(), state.data(), count, count, start.step,
                start.settings.data());
    REQUIRE(last_values(lines, "θ").size() == count);
    check_near(last_values(lines, "θ"), parameters.data());
    for (std::size_t k = 0; k < row.state.size(); ++k) {
        const std::vector<double> values = last_values(lines, row.state[k].name);
        const bool is_kept_unused = row.id == "rmsprop" && row.state[k].name == "m" && start.settings[3] == 0;
        REQUIRE(values.empty() == is_kept_unused);
        check_near(values, state.data() + k * count);
    }
}

std::vector<std::string> with_numbers(std::string_view id, const std::vector<double>& settings, std::uint64_t step) {
    const OptimizerRow& row = *find_row(optimizers(), id);
    const std::vector<double> one = {1};
    const std::vector<double> state(std::size_t(row.state_vectors), 0.5);
    std::vector<std::string> all;
    for (const StepLine& line : step_lines(row, {settings, step, one, one, state})) all.push_back(line.with_numbers);
    return all;
}

}  // namespace

TEST_CASE("every first-order optimizer does what its lines say, in every formulation") {
    std::mt19937 engine(3);
    for (const OptimizerRow& row : optimizers()) {
        if (row.asks_objective()) continue;
        for (const std::vector<double>& settings : tried_settings(row, engine)) {
            INFO(row.formula_for(settings));
            for (int time = 0; time < 20; ++time) check_step(row, random_start(row, settings, engine));
        }
    }
}

TEST_CASE("the lines are told with their numbers") {
    CHECK(with_numbers("momentum", {0.5, 0.9, 1}, 1) == std::vector<std::string>{"v ← 0.9·v + 0.1·g", "θ ← θ − 0.5·v"});
    CHECK(with_numbers("adam", {0.01, 0.9, 0.999, 1e-8, 1, 0}, 118) ==
          std::vector<std::string>{"m ← 0.9·m + 0.1·g", "v ← 0.999·v + 0.001·g²", "m̂ ← m / (1 − 0.9^118)",
                                   "v̂ ← v / (1 − 0.999^118)", "θ ← θ − 0.01·m̂ / (√v̂ + 1e-08)"});
    CHECK(with_numbers("nadam", {0.01, 0.9, 0.999, 1e-8, 0.004, 1}, 118)[3] == "μ′ ← 0.9·(1 − 0.5·0.96^(119·0.004))");
    CHECK(with_numbers("lion", {0.01, 0.9, 0.99, 0.5}, 1)[0] == "u ← sign(0.9·m + 0.1·g)");
}
