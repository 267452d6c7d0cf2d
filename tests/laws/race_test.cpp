#include "engine/landscape/race.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr double condition = 30;

Racer racer(const std::string& optimizer, double learning_rate) {
    Selection selection = standard_selection(*find_row(optimizers(), optimizer));
    selection.values[0] = learning_rate;
    return {optimizer, selection};
}

RaceSpecification ravine_race(std::vector<Racer> racers) {
    RaceSpecification race = standard_race();
    race.racers = std::move(racers);
    return race;
}

RaceResult run(const RaceSpecification& specification, std::uint64_t steps) {
    Result<RaceResult> result = run_race(specification, steps);
    REQUIRE(result);
    return *result;
}

std::string error_of(const RaceSpecification& specification, std::uint64_t steps = 10) {
    const Result<RaceResult> result = run_race(specification, steps);
    REQUIRE_FALSE(result);
    return result.error().message();
}

}  // namespace

TEST_CASE("SGD on the ravine goes as (1 − ηλ)^t along each axis") {
    for (double rate : {0.01, 0.05, 0.066}) {
        const RaceResult race = run(ravine_race({racer("sgd", rate)}), 100);
        const auto [x0, y0] = race.specification.start;
        REQUIRE(race.paths[0].steps.size() == 101);
        for (std::size_t t = 0; t <= 100; ++t) {
            CHECK(race.paths[0].steps[t].x == Approx(x0 * std::pow(1 - rate, t)).epsilon(1e-11));
            CHECK(race.paths[0].steps[t].y == Approx(y0 * std::pow(1 - rate * condition, t)).epsilon(1e-11));
        }
    }
}

TEST_CASE("on the ravine SGD converges below η = 2/λ and diverges above, heavy ball at 2·(1 + β)/λ") {
    const double sgd_edge = 2 / condition, momentum_edge = 2 * (1 + 0.9) / condition;
    const RaceResult race =
        run(ravine_race({racer("sgd", 0.99 * sgd_edge), racer("sgd", 1.01 * sgd_edge),
                         racer("momentum", 0.99 * momentum_edge), racer("momentum", 1.01 * momentum_edge)}),
            50'000);
    for (std::size_t stable : {0u, 2u}) {
        CHECK_FALSE(race.paths[stable].diverged_at);
        CHECK(race.paths[stable].steps.back().loss < 1e-20);
    }
    for (std::size_t unstable : {1u, 3u}) {
        REQUIRE(race.paths[unstable].diverged_at);
        CHECK(race.paths[unstable].steps.size() == *race.paths[unstable].diverged_at);
        CHECK(std::isfinite(race.paths[unstable].steps.back().loss));
        CHECK(race.paths[unstable].steps.back().loss > 1e300);
    }
}

TEST_CASE("Adam's first step is as long as the learning rate along each axis") {
    const RaceResult race = run(ravine_race({racer("adam", 0.12)}), 1);
    const auto& steps = race.paths[0].steps;
    CHECK(steps[1].x - steps[0].x == Approx(0.12).epsilon(1e-6));
    CHECK(steps[1].y - steps[0].y == Approx(-0.12).epsilon(1e-6));
}

namespace {

/// The surface's minima, or six of them from first to last where there are more.
std::vector<std::array<double, 2>> some_minima(const SurfaceRow& surface) {
    const std::vector<std::array<double, 2>> all = surface.minima(standard_values(surface.settings));
    constexpr std::size_t most = 6;
    if (all.size() <= most) return all;
    std::vector<std::array<double, 2>> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * (all.size() - 1) / (most - 1)]);
    return some;
}

/// As many steps as plain descent needs in the direction in which the bowl is flattest.
std::uint64_t steps_to_the_bottom(const SurfaceRow& surface, const std::array<double, 2>& minimum, double rate) {
    const auto [xx, xy, yy] = surface.hessian(minimum[0], minimum[1], standard_values(surface.settings));
    const double flattest = (xx + yy) / 2 - std::hypot((xx - yy) / 2, xy);
    return static_cast<std::uint64_t>(std::clamp(1.5 / (rate * flattest), 20'000.0, double(most_race_steps)));
}

}  // namespace

TEST_CASE("every optimizer finds the bottom of every surface's bowl around a minimum") {
    constexpr double rate = 5e-4;
    for (const SurfaceRow& surface : surfaces())
        for (const auto& minimum : some_minima(surface))
            for (const OptimizerRow& optimizer : optimizers()) {
                INFO(optimizer.id << " on " << surface.id << " at " << minimum[0] << ", " << minimum[1]);
                RaceSpecification race{standard_selection(surface), {racer(std::string(optimizer.id), rate)}};
                race.start = {minimum[0] + 0.05, minimum[1] + 0.05};
                const RaceResult result = run(race, steps_to_the_bottom(surface, minimum, rate));
                const RacerPath& path = result.paths[0];
                CHECK_FALSE(path.diverged_at);
                const double bottom = result.surface->value(minimum[0], minimum[1]);
                CHECK(path.steps.back().loss - bottom < 0.1 * (path.steps.front().loss - bottom));
            }
}

TEST_CASE("all racers get the same gradient noise") {
    RaceSpecification race = ravine_race({racer("sgd", 0.01), racer("momentum", 0.01), racer("adam", 0.1)});
    race.gradient_noise = 0.5;
    const RaceResult result = run(race, 50);
    double sum = 0, squares = 0;
    for (std::size_t t = 0; t <= 50; ++t) {
        std::array<double, 2> first{};
        for (std::size_t i = 0; i < 3; ++i) {
            const RaceStep& at = result.paths[i].steps[t];
            const auto exact = result.surface->gradient(at.x, at.y);
            const std::array<double, 2> noise = {at.gradient_x - exact[0], at.gradient_y - exact[1]};
            if (i == 0) first = noise;
            CHECK(noise[0] == Approx(first[0]).margin(1e-12));
            CHECK(noise[1] == Approx(first[1]).margin(1e-12));
        }
        sum += first[0] + first[1];
        squares += first[0] * first[0] + first[1] * first[1];
    }
    CHECK(std::abs(sum / 102) < 0.2);
    CHECK(std::sqrt(squares / 102) == Approx(0.5).epsilon(0.2));
}

TEST_CASE("a race run again, or in parts, or looked back on, has the same bits") {
    RaceSpecification specification = standard_race();
    specification.gradient_noise = 0.3;
    specification.racers.push_back(racer("sgd", 0.2));  // diverges on the way
    const RaceResult whole = run(specification, 500);
    REQUIRE(whole.paths[3].diverged_at);
    CHECK(run(specification, 500).paths == whole.paths);

    Result<Race> race = Race::create(specification);
    REQUIRE(race);
    for (std::uint64_t steps : {0u, 1u, 2u, 30u, 500u, 30u, 500u}) {
        const Result<RaceResult> part = race->result(steps);
        REQUIRE(part);
        CHECK(part->steps == steps);
        CHECK(part->paths == run(specification, steps).paths);
        CHECK(part->paths[0].steps.size() == steps + 1);
    }
}

TEST_CASE("another seed gives other noise") {
    RaceSpecification specification = standard_race();
    specification.gradient_noise = 0.3;
    const auto paths = run(specification, 5).paths;
    specification.seed = 2;
    CHECK_FALSE(run(specification, 5).paths == paths);
}

TEST_CASE("the standard race tells its racers apart") {
    const RaceResult race = run(standard_race(), 120);
    REQUIRE(race.paths.size() == 3);
    const auto crossings = [](const RacerPath& path, double RaceStep::*axis) {
        int count = 0;
        for (std::size_t t = 1; t < path.steps.size(); ++t)
            count += path.steps[t].*axis * (path.steps[t - 1].*axis) < 0;
        return count;
    };
    CHECK(crossings(race.paths[0], &RaceStep::y) == 120);  // SGD zigzags across
    CHECK(crossings(race.paths[0], &RaceStep::x) == 0);
    CHECK(crossings(race.paths[1], &RaceStep::x) >= 1);  // momentum overshoots along
    CHECK(crossings(race.paths[2], &RaceStep::y) < 10);  // Adam curves
    for (const RacerPath& path : race.paths) CHECK(path.steps.back().loss < 0.01);
}

TEST_CASE("a race says what is wrong with its specification") {
    RaceSpecification race = standard_race();
    CHECK_THAT(error_of(race, most_race_steps + 1), contains_text("100000"));
    race.surface = Selection{"rosenbrok", {}};
    CHECK_THAT(error_of(race), contains_text("rosenbrok") && contains_text("rosenbrock"));
    race = standard_race();
    race.racers[2].optimizer.values[0] = -1;
    CHECK_THAT(error_of(race), contains_text("racers[2].learning_rate"));
    race = standard_race();
    race.start = {std::nan(""), 0};
    CHECK_THAT(error_of(race), contains_text("start"));
    race.start = {1e200, 0};
    CHECK_THAT(error_of(race), contains_text("start"));
    race = standard_race();
    race.gradient_noise = -1;
    CHECK_THAT(error_of(race), contains_text("gradient_noise"));
}
