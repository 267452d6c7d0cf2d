#include "engine/optimize/optimizers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/optimize/schedules.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// f(x) = ½·Σ kᵢ·(xᵢ − cᵢ)², with curvatures from 1 to 10.
template <class Scalar>
struct Bowl {
    std::vector<Scalar> curvature = {1, 3, 10, 2, 5}, centre = {1, -2, 0.5, 3, 0};

    std::vector<Scalar> gradient(const std::vector<Scalar>& x) const {
        std::vector<Scalar> g(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) g[i] = curvature[i] * (x[i] - centre[i]);
        return g;
    }
    double distance(const std::vector<Scalar>& x) const {
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i) sum += double(x[i] - centre[i]) * double(x[i] - centre[i]);
        return std::sqrt(sum);
    }
};

/// The bowl as second-order rules ask it; counts how often its gradient is asked.
struct BowlObjective : Objective {
    Bowl<double> bowl;
    int gradients = 0;

    double loss(std::span<const double> x, std::span<double> gradient) override {
        const std::vector<double> at(x.begin(), x.end()), g = bowl.gradient(at);
        std::copy_n(g.begin(), gradient.size(), gradient.begin());
        gradients += !gradient.empty();
        double sum = 0;
        for (std::size_t i = 0; i < at.size(); ++i) sum += g[i] * (at[i] - bowl.centre[i]) / 2;
        return sum;
    }
    void hessian(std::span<const double>, std::span<double> matrix) override {
        std::fill(matrix.begin(), matrix.end(), 0.0);
        for (std::size_t i = 0; i < bowl.curvature.size(); ++i)
            matrix[i * bowl.curvature.size() + i] = bowl.curvature[i];
    }
    void gauss_newton(std::span<const double> x, std::span<double> matrix) override { hessian(x, matrix); }
};

template <class Scalar>
void take_step(OptimizerState<Scalar>& optimizer, std::vector<Scalar>& x, double factor) {
    const Bowl<Scalar> bowl;
    if (!optimizer.row->asks_objective()) return optimizer.update(x, bowl.gradient(x), factor);
    BowlObjective objective;
    std::vector<double> gradient(x.size());
    const double loss = objective.loss(std::vector<double>(x.begin(), x.end()), gradient);
    REQUIRE(optimizer.update(x, objective, loss, gradient, factor));
}

/// Every combination of a row's choices and toggles, the other settings at their defaults, no weight decay, learning
/// rate 0.05, or more where the rule itself makes the steps smaller.
std::vector<std::vector<double>> variants(const OptimizerRow& row) {
    std::vector<std::vector<double>> all = {standard_values(row.settings)};
    all[0][0] = row.id == "adagrad" ? 1 : row.id == "adadelta" ? 3 : 0.05;
    if (const int decay = index_of_setting(row.settings, "weight_decay"); decay >= 0) all[0][std::size_t(decay)] = 0;
    for (std::size_t i = 0; i < row.settings.size(); ++i) {
        const Setting& setting = row.settings[i];
        if (setting.scale != Scale::toggle && setting.scale != Scale::choice) continue;
        const std::vector<std::vector<double>> before = all;
        all.clear();
        for (std::vector<double> values : before)
            for (double value = setting.least; value <= setting.most; ++value) {
                values[i] = value;
                all.push_back(values);
            }
    }
    return all;
}

template <class Scalar>
std::vector<Scalar> descend(const OptimizerRow& row, const std::vector<double>& settings, int steps,
                            const ScheduleRow* schedule, const std::vector<double>& of_schedule) {
    const Bowl<Scalar> bowl;
    std::vector<Scalar> x(bowl.centre.size(), Scalar(4));
    OptimizerState<Scalar> optimizer(row, settings, x.size());
    for (int step = 0; step < steps; ++step) take_step(optimizer, x, schedule->factor(step, of_schedule));
    return x;
}

/// Where a parameter that starts at 1 is after steps along these gradients.
double walk(std::string_view id, std::vector<double> settings, const std::vector<double>& gradients) {
    OptimizerState<double> optimizer(*find_row(optimizers(), id), std::move(settings), 1);
    std::vector<double> x = {1};
    for (double gradient : gradients) optimizer.update(x, std::vector{gradient});
    return x[0];
}

/// |x| after 3000 steps down ½·λ·x² with λ = 10, from 1; or where it is beyond 10⁸ before.
template <class Scalar>
double size_after(std::string_view id, std::vector<double> settings) {
    OptimizerState<Scalar> optimizer(*find_row(optimizers(), id), std::move(settings), 1);
    std::vector<Scalar> x = {1};
    for (int step = 0; step < 3000 && double(std::abs(x[0])) < 1e8; ++step) optimizer.update(x, std::vector{10 * x[0]});
    return double(std::abs(x[0]));
}

}  // namespace

TEST_CASE("every optimizer, in every formulation, finds the bottom of a bowl with a rate that falls to 0") {
    const ScheduleRow& cosine = *find_row(schedules(), "cosine");
    const std::vector<double> falling = {2000, 0};
    for (const OptimizerRow& row : optimizers())
        for (const std::vector<double>& settings : variants(row)) {
            std::string description(row.id);
            for (std::size_t i = 0; i < settings.size(); ++i)
                description += fmt::format(" {}={}", row.settings[i].key, format_setting(row.settings[i], settings[i]));
            INFO(description);
            CHECK(Bowl<double>().distance(descend<double>(row, settings, 2000, &cosine, falling)) < 1e-4);
            CHECK(Bowl<float>().distance(descend<float>(row, settings, 2000, &cosine, falling)) < 1e-3);
        }
}

TEST_CASE("every schedule starts at the full rate or warms up to it, never exceeds it, and gets down the bowl") {
    for (const ScheduleRow& row : schedules()) {
        INFO(row.id);
        const std::vector<double> settings = standard_values(row.settings);
        const int first = index_of_setting(row.settings, "first");
        CHECK_THAT(row.factor(0, settings), WithinAbs(first < 0 ? 1 : settings[std::size_t(first)], 1e-15));
        double largest = 0;
        for (double epoch = 0; epoch < 2500; epoch += 0.75) {
            REQUIRE(row.factor(epoch, settings) >= 0);
            REQUIRE(row.factor(epoch, settings) <= 1);
            largest = std::max(largest, row.factor(epoch, settings));
        }
        CHECK_THAT(largest, WithinAbs(1, 1e-15));
        CHECK(Bowl<double>().distance(descend<double>(optimizers()[0], {0.1}, 2000, &row, settings)) < 0.01);
    }
}

TEST_CASE("schedules follow their formulas") {
    const auto factor = [](std::string_view id, double epoch, std::vector<double> settings) {
        return find_row(schedules(), id)->factor(epoch, settings);
    };
    CHECK(factor("constant", 1e6, {}) == 1);
    CHECK_THAT(factor("time_decay", 10, {0.1}), WithinAbs(0.5, 1e-15));
    CHECK_THAT(factor("exponential", 10, {0.1}), WithinAbs(std::exp(-1), 1e-15));
    CHECK_THAT(factor("step_decay", 199.9, {100, 0.5}), WithinAbs(0.5, 1e-15));
    CHECK_THAT(factor("step_decay", 200, {100, 0.5}), WithinAbs(0.25, 1e-15));
    CHECK_THAT(factor("cosine", 100, {200, 0}), WithinAbs(0.5, 1e-15));
    CHECK_THAT(factor("cosine", 199.999, {200, 0.2}), WithinAbs(0.2, 1e-6));
    CHECK_THAT(factor("cosine", 200, {200, 0.2}), WithinAbs(1, 1e-15));
}

TEST_CASE("schedules with restarts and warm-ups have the factors worked out by hand") {
    const auto factor = [](std::string_view id, double epoch, std::vector<double> settings) {
        return find_row(schedules(), id)->factor(epoch, settings);
    };
    // Periods of 10, 20 and 40 epochs begin at 0, 10 and 30.
    const std::vector<double> doubling = {10, 2, 0};
    for (double restart : {0., 10., 30., 70.})
        CHECK_THAT(factor("warm_restarts", restart, doubling), WithinAbs(1, 1e-15));
    for (double middle : {5., 20., 50.}) CHECK_THAT(factor("warm_restarts", middle, doubling), WithinAbs(0.5, 1e-15));
    CHECK_THAT(factor("warm_restarts", 15, doubling), WithinAbs(0.5 + std::sqrt(0.5) / 2, 1e-15));
    CHECK_THAT(factor("warm_restarts", 29.9999, {10, 2, 0.1}), WithinAbs(0.1, 1e-9));
    CHECK_THAT(factor("warm_restarts", 1e6 + 5, {10, 1, 0.1}), WithinAbs(0.55, 1e-15));
    // 100 epochs: 30 up from 0.04, 70 down to 0.
    CHECK_THAT(factor("one_cycle", 0, {100, 0.3, 0.04, 0}), WithinAbs(0.04, 1e-15));
    CHECK_THAT(factor("one_cycle", 15, {100, 0.3, 0.04, 0}), WithinAbs(0.52, 1e-15));
    CHECK_THAT(factor("one_cycle", 30, {100, 0.3, 0.04, 0}), WithinAbs(1, 1e-15));
    CHECK_THAT(factor("one_cycle", 65, {100, 0.3, 0.04, 0}), WithinAbs(0.5, 1e-15));
    CHECK_THAT(factor("one_cycle", 65, {100, 0.3, 0.04, 0.2}), WithinAbs(0.6, 1e-15));
    for (double late : {100., 1e5}) CHECK_THAT(factor("one_cycle", late, {100, 0.3, 0.04, 0.2}), WithinAbs(0.2, 1e-15));
    CHECK_THAT(factor("linear_warmup", 0, {10, 0.2}), WithinAbs(0.2, 1e-15));
    CHECK_THAT(factor("linear_warmup", 2.5, {10, 0.2}), WithinAbs(0.4, 1e-15));
    for (double late : {10., 11., 1e5}) CHECK_THAT(factor("linear_warmup", late, {10, 0.2}), WithinAbs(1, 1e-15));
}

TEMPLATE_TEST_CASE("the largest rate that converges is the one of theory, on a parabola of curvature λ = 10", "", float,
                   double) {
    const double beta = 0.9, heavy_ball = 2 * (1 + beta) / 10, nesterov = heavy_ball / (1 + 2 * beta);
    struct {
        std::string_view id;
        double limit;
        std::vector<double> rest;
    } const cases[] = {{"sgd", 2.0 / 10, {}},
                       {"momentum", heavy_ball, {beta, 0}},
                       {"momentum", heavy_ball / (1 - beta), {beta, 1}},
                       {"nesterov", nesterov, {beta, 0}},
                       {"nesterov", nesterov / (1 - beta), {beta, 1}}};
    for (const auto& each : cases) {
        INFO(each.id << ", limit " << each.limit);
        for (const auto& [share, converges] : {std::pair{0.5, true}, {0.98, true}, {1.02, false}}) {
            std::vector<double> settings = {share * each.limit};
            settings.insert(settings.end(), each.rest.begin(), each.rest.end());
            CHECK((size_after<TestType>(each.id, settings) < 1e-6) == converges);
            CHECK((size_after<TestType>(each.id, settings) > 1e6) == !converges);
        }
    }
}

TEMPLATE_TEST_CASE("at η = 2/λ itself gradient descent goes to and fro for ever", "", float, double) {
    CHECK_THAT(size_after<TestType>("sgd", {0.2}), WithinAbs(1, 1e-3));
    CHECK(size_after<TestType>("sgd", {0.1}) == 0);  // 1/λ: there in one step
}

TEST_CASE("optimizers take the steps worked out by hand") {
    CHECK_THAT(walk("sgd", {0.1}, {2}), WithinAbs(0.8, 1e-15));
    // Polyak: v = 2, then 0.9·2 + 2 = 3.8. Moving average: v = 0.2, then 0.9·0.2 + 0.2 = 0.38.
    CHECK_THAT(walk("momentum", {0.1, 0.9, 0}, {2, 2}), WithinAbs(1 - 0.2 - 0.38, 1e-12));
    CHECK_THAT(walk("momentum", {0.1, 0.9, 1}, {2, 2}), WithinAbs(1 - 0.02 - 0.038, 1e-12));
    // Nesterov, v as before: 2 + 0.9·2 = 3.8, then 2 + 0.9·3.8 = 5.42.
    CHECK_THAT(walk("nesterov", {0.1, 0.9, 0}, {2, 2}), WithinAbs(1 - 0.38 - 0.542, 1e-12));
    CHECK_THAT(walk("nesterov", {0.1, 0.9, 1}, {2, 2}), WithinAbs(1 - 0.038 - 0.0542, 1e-12));
    // Lion: m = 0.01 after the first step, 0.9·0.01 − 0.1·0.05 > 0 keeps the direction; λ·θ = 0.5 is added to the sign.
    CHECK_THAT(walk("lion", {0.1, 0.9, 0.99, 0}, {1, -0.05}), WithinAbs(0.8, 1e-15));
    CHECK_THAT(walk("lion", {0.1, 0.9, 0.99, 0.5}, {-3}), WithinAbs(1.05, 1e-15));
}

TEST_CASE("optimizers with a rate for each parameter take the steps worked out by hand") {
    // s = 4, then 8.
    CHECK_THAT(walk("adagrad", {0.1, 0, 0}, {2, 2}), WithinAbs(1 - 0.1 - 0.2 / std::sqrt(8), 1e-12));
    CHECK_THAT(walk("adagrad", {0.1, 0.5, 0}, {1}), WithinAbs(1 - 0.1 / 1.5, 1e-12));
    CHECK_THAT(walk("adagrad", {0.1, 0.5, 1}, {1}), WithinAbs(1 - 0.1 / std::sqrt(1.5), 1e-12));
    // v = 0.1, u = 0.
    CHECK_THAT(walk("adadelta", {1, 0.9, 0.01}, {1}), WithinAbs(1 - std::sqrt(0.01 / 0.11), 1e-12));
    // v = 0.4, m = 0.2: the deviation is √(0.4 − 0.04) = 0.6.
    CHECK_THAT(walk("rmsprop", {0.1, 0.9, 0, 0, 0}, {2}), WithinAbs(1 - 0.2 / std::sqrt(0.4), 1e-12));
    CHECK_THAT(walk("rmsprop", {0.1, 0.9, 0, 1, 0}, {2}), WithinAbs(1 - 0.2 / 0.6, 1e-12));
    CHECK_THAT(walk("rmsprop", {0.1, 0.9, 0.6, 0, 1}, {2}), WithinAbs(1 - 0.2, 1e-12));
}

TEST_CASE("Adam and its kin take the steps worked out by hand") {
    // Adam's first step is η·sign(g) with bias correction, η·(1 − β₁)/√(1 − β₂)·sign(g) without.
    CHECK_THAT(walk("adam", {0.1, 0.9, 0.999, 0, 1, 0}, {-5}), WithinAbs(1.1, 1e-12));
    CHECK_THAT(walk("adam", {0.1, 0.9, 0.999, 0, 0, 0}, {-5}), WithinAbs(1 + 0.01 / std::sqrt(0.001), 1e-12));
    // g = 1: η/(1 + ε) outside the root, η/√(1 + ε) inside.
    CHECK_THAT(walk("adam", {0.1, 0.9, 0.999, 0.5, 1, 0}, {1}), WithinAbs(1 - 0.1 / 1.5, 1e-12));
    CHECK_THAT(walk("adam", {0.1, 0.9, 0.999, 0.5, 1, 1}, {1}), WithinAbs(1 - 0.1 / std::sqrt(1.5), 1e-12));
    // λ = 0.5: beside the step θ shrinks to 0.95; in the gradient −0.25 becomes 0.25.
    CHECK_THAT(walk("adamw", {0.1, 0.9, 0.999, 0, 1, 0, 0.5, 0}, {-0.25}), WithinAbs(1.05, 1e-12));
    CHECK_THAT(walk("adamw", {0.1, 0.9, 0.999, 0, 1, 0, 0.5, 1}, {-0.25}), WithinAbs(0.9, 1e-12));
    // w = 10 stays, where v goes down to 8.2.
    CHECK_THAT(walk("amsgrad", {0.1, 0, 0.9, 0, 0, 0}, {10, 0, 1}), WithinAbs(1 - 1.1 / std::sqrt(10), 1e-12));
    // ψ = 0: μ = 0.45, p = 0.55, then 1 − 0.45² = 0.7975; m = 0.1.
    CHECK_THAT(walk("nadam", {0.1, 0.9, 0.999, 0, 0, 0}, {1}), WithinAbs(1 - 0.1 * (1 + 0.45 * 0.1 / 0.7975), 1e-12));
}

TEST_CASE("each parameter is updated by itself, whatever the number of them, by first-order rules") {
    for (const OptimizerRow& row : optimizers()) {
        if (row.asks_objective()) continue;
        INFO(row.id);
        const std::vector<double> settings = standard_values(row.settings);
        OptimizerState<float> together(row, settings, 37);
        std::vector<float> x(37), g(37);
        for (std::size_t i = 0; i < x.size(); ++i) g[i] = float(i) - 11.5f, x[i] = 0.25f * float(i);
        const std::vector<float> start = x;
        for (int step = 0; step < 3; ++step) together.update(x, g);
        for (std::size_t i = 0; i < x.size(); ++i) {
            OptimizerState<float> alone(row, settings, 1);
            std::vector<float> one = {start[i]};
            for (int step = 0; step < 3; ++step) alone.update(one, std::span<const float>(&g[i], 1));
            REQUIRE(one[0] == x[i]);
        }
    }
}
