#include "engine/optimize/quadratic_theory.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/optimize/optimizers.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Both formulations of those that have two, a small and a large momentum.
std::vector<std::vector<double>> tried_momenta(const OptimizerRow& row) {
    if (row.settings.size() == 1) return {{0}};
    std::vector<std::vector<double>> all;
    for (const double beta : {0.0, 0.3, 0.9, 0.99})
        for (const double moving_average : {0.0, 1.0}) all.push_back({0, beta, moving_average});
    return all;
}

/// |x| after so many steps of the optimizer's own kernel on ½·λ·x², from 1; the logarithm, since it may be anything.
double log_distance(const OptimizerRow& row, const std::vector<double>& settings, double curvature, int steps) {
    OptimizerState<double> state(row, settings, 1);
    std::vector<double> x{1}, gradient(1);
    double log_scale = 0;
    for (int step = 0; step < steps; ++step) {
        gradient[0] = curvature * x[0];
        state.update(x, std::span<const double>(gradient));
        // The rules are linear here: all may be made smaller together.
        const double size = std::max(std::abs(x[0]), state.vectors.empty() ? 0 : std::abs(state.vectors[0]));
        if (size < 1e-100 || size > 1e100) {
            x[0] /= size;
            for (double& v : state.vectors) v /= size;
            log_scale += std::log(size);
        }
    }
    const double size = std::max(std::abs(x[0]), state.vectors.empty() ? 0 : std::abs(state.vectors[0]));
    return log_scale + std::log(size);
}

template <class Check>
void for_each_known(const Check& check) {
    int known = 0;
    for (const OptimizerRow& row : optimizers()) {
        if (!row.theory.is_known()) continue;
        ++known;
        for (std::vector<double> settings : tried_momenta(row))
            for (const double curvature : {0.02, 1.0, 700.0}) {
                INFO(row.id << ", λ " << curvature << ", β " << (settings.size() > 1 ? settings[1] : 0));
                check(row, settings, curvature);
            }
    }
    CHECK(known == 3);
}

}  // namespace

TEST_CASE("on a parabola the distance shrinks or grows by the contraction that theory promises") {
    for_each_known([](const OptimizerRow& row, std::vector<double> settings, double curvature) {
        for (const double share : {0.05, 0.45, 0.97, 1.2}) {
            settings[0] = share * row.theory.largest_stable_rate(curvature, settings.data());
            const double promised = std::log(row.theory.contraction(curvature, settings.data()));
            const double measured =
                (log_distance(row, settings, curvature, 60'000) - log_distance(row, settings, curvature, 30'000)) /
                30'000;
            CHECK(measured == Approx(promised).margin(4e-4 * (1 + std::abs(promised))));
        }
    });
}

TEST_CASE("the contraction is 1 at the largest stable rate, below 1 under it and above 1 over it") {
    for_each_known([](const OptimizerRow& row, std::vector<double> settings, double curvature) {
        const double limit = row.theory.largest_stable_rate(curvature, settings.data());
        const auto contraction_at = [&](double rate) {
            settings[0] = rate;
            return row.theory.contraction(curvature, settings.data());
        };
        CHECK(contraction_at(limit) == Approx(1).epsilon(1e-12));
        CHECK(contraction_at(0.999 * limit) < 1);
        CHECK(contraction_at(1.001 * limit) > 1);
    });
}

TEST_CASE("no learning rate and momentum are better than the optimum over all curvatures of a ravine") {
    for (const OptimizerRow& row : optimizers()) {
        if (!row.theory.is_known()) continue;
        for (const double condition : {1.5, 30.0, 1000.0}) {
            INFO(row.id << ", κ " << condition);
            const auto worst = [&](const std::vector<double>& settings) {
                return std::max(row.theory.contraction(1, settings.data()),
                                row.theory.contraction(condition, settings.data()));
            };
            std::vector<double> best = standard_values(row.settings);
            row.theory.set_optimum(1, condition, best.data());
            const double promised = worst(best);
            CHECK(promised < 1);
            for (double factor = 0.5; factor < 2; factor *= 1.01) {
                std::vector<double> other = best;
                other[0] *= factor;
                CHECK(worst(other) >= promised * (1 - 1e-7));
                for (double beta = 0; row.settings.size() > 1 && beta < 1; beta += 0.01) {
                    other[1] = beta;
                    CHECK(worst(other) >= promised * (1 - 1e-7));
                }
            }
        }
    }
}

TEST_CASE("Polyak's optimum is as fast as he says") {
    const OptimizerRow& row = *find_row(optimizers(), "momentum");
    std::vector<double> settings = standard_values(row.settings);
    row.theory.set_optimum(1, 100, settings.data());
    CHECK(settings[0] == Approx(4.0 / 121));
    CHECK(settings[1] == Approx(81.0 / 121));
    CHECK(row.theory.contraction(100, settings.data()) == Approx(9.0 / 11));
    CHECK(row.theory.contraction(1, settings.data()) == Approx(9.0 / 11).epsilon(1e-6));
}
