// What the lessons of the Landscape say is so: every number in their texts comes out of their own races and maps.

#include "engine/core/table.hpp"
#include "engine/landscape/basins.hpp"
#include "engine/landscape/convergence.hpp"
#include "engine/landscape/map_runner.hpp"
#include "engine/landscape/rate_map.hpp"
#include "engine/optimize/optimizers.hpp"
#include "tests/catch.hpp"
#include "tests/io/the_lessons.hpp"

using namespace ravine;
using namespace ravine::test;

namespace {

RaceSpecification lesson_race(std::string_view id) { return *lesson_of(id).race; }

std::shared_ptr<const Surface> surface_of(const RaceSpecification& race) {
    auto surface = make_surface(race.surface);
    if (!surface) FAIL(surface.error().message());
    return *surface;
}

RaceResult after_steps(const RaceSpecification& race, std::uint64_t steps) {
    Result<RaceResult> result = run_race(race, steps);
    if (!result) FAIL(result.error().message());
    return std::move(*result);
}

const QuadraticTheory& theory_of_racer(const Racer& racer) {
    return find_row(optimizers(), racer.optimizer.id)->theory;
}

BasinMap basins_of(const RaceSpecification& race, std::size_t racer, double learning_rate) {
    BasinSubject subject{surface_of(race), {race.racers[racer].optimizer}, surface_of(race)->traits().window};
    subject.question.optimizer.values[0] = learning_rate;
    subject.question.columns = subject.question.rows = 128;
    ThreadPool pool(2);
    return whole_map(subject, pool);
}

RateMap rates_of(const RaceSpecification& race, std::size_t racer) {
    ThreadPool pool(2);
    return whole_map(RateSubject{surface_of(race), {race.racers[racer].optimizer, race.start}}, pool);
}

std::size_t lowest_minimum(const Surface& surface) {
    const auto& minima = surface.traits().minima;
    const auto height = [&](const std::array<double, 2>& at) { return surface.value(at[0], at[1]); };
    return static_cast<std::size_t>(std::ranges::min_element(minima, {}, height) - minima.begin());
}

double share_at(const BasinMap& map, std::size_t minimum) {
    const ArrivalSummary summary = summary_of(map.arrivals, map.subject.surface->traits().minima.size());
    return double(summary.at_minimum[minimum]) / double(summary.all());
}

/// The share of starts that come to another minimum than the one beyond no ridge: both ridges are where an axis has
/// its maximum, 0.157.
double share_across_ridges(const BasinMap& map) {
    constexpr double ridge = 0.1567;
    std::size_t across = 0;
    for (int row = 0; row < map.rows; ++row)
        for (int column = 0; column < map.columns; ++column) {
            const int place = map.at(column, row).place;
            if (place < 0) continue;
            const auto& minimum = map.subject.surface->traits().minima[static_cast<std::size_t>(place)];
            const Window& window = map.subject.window;
            const double x = window.x_least + (column + 0.5) / map.columns * (window.x_most - window.x_least);
            const double y = window.y_least + (row + 0.5) / map.rows * (window.y_most - window.y_least);
            across += (x > ridge) != (minimum[0] > ridge) || (y > ridge) != (minimum[1] > ridge);
        }
    return double(across) / double(map.arrivals.size());
}

}  // namespace

TEST_CASE("basins of attraction: a quarter of the starts leads SGD to the lowest of four minima, as the lesson says") {
    const RaceSpecification race = lesson_race("basins_of_attraction");
    const auto surface = surface_of(race);
    const auto& minima = surface->traits().minima;
    REQUIRE(minima.size() == 4);
    const std::size_t lowest = lowest_minimum(*surface);
    CHECK(minima[lowest][0] == Approx(-2.90).margin(0.005));
    CHECK(minima[lowest][1] == Approx(-2.90).margin(0.005));
    CHECK(surface->value(minima[lowest][0], minima[lowest][1]) == Approx(-78.3).margin(0.05));
    const BasinMap map = basins_of(race, 0, race.racers[0].optimizer.values[0]);
    CHECK(share_at(map, lowest) == Approx(0.27).margin(0.005));
    CHECK(share_across_ridges(map) == 0);
    CHECK(summary_of(map.arrivals, 4).elsewhere + summary_of(map.arrivals, 4).diverged == 0);
}

TEST_CASE("basins of attraction: momentum rolls on to where SGD gets stuck before, as the lesson says") {
    const RaceSpecification race = lesson_race("basins_of_attraction");
    CHECK(race.start == std::array<double, 2>{3.9, -2});
    const RaceResult result = after_steps(race, lesson_of("basins_of_attraction").steps);
    CHECK(result.paths[0].steps.back().loss == Approx(-64.2).margin(0.05));
    CHECK(result.paths[1].steps.back().loss == Approx(-78.3).margin(0.05));
}

TEST_CASE("basins of attraction: with a large learning rate only the flattest minimum keeps one, as the lesson says") {
    const RaceSpecification race = lesson_race("basins_of_attraction");
    const auto surface = surface_of(race);
    const auto& minima = surface->traits().minima;
    const auto edge = [&](const std::array<double, 2>& minimum) {
        return 2 / *curvature_at_minimum(*surface, minimum);
    };
    CHECK(edge(minima[lowest_minimum(*surface)]) == Approx(0.058).margin(0.0005));
    const BasinMap map = basins_of(race, 0, 0.06);
    for (std::size_t i = 0; i < minima.size(); ++i) {
        const bool is_upper_right = minima[i][0] > 0 && minima[i][1] > 0;
        CHECK((share_at(map, i) > 0) == is_upper_right);
        if (is_upper_right) CHECK(edge(minima[i]) == Approx(0.068).margin(0.0005));
    }
}

TEST_CASE("the edge of stability: on both sides of it, the factors are the lesson's") {
    const RaceSpecification race = lesson_race("edge_of_stability");
    const auto surface = surface_of(race);
    const double curvature = *curvature_at_minimum(*surface, {0, 0});
    CHECK(curvature == 30);
    CHECK(theory_of_racer(race.racers[0]).largest_stable_rate(curvature, race.racers[0].optimizer.values.data()) ==
          Approx(0.0667).margin(5e-5));
    const RaceResult result = after_steps(race, 100);
    const auto across = [&](std::size_t racer, std::size_t step) { return result.paths[racer].steps[step].y; };
    CHECK(across(0, 1) / across(0, 0) == Approx(-0.98));
    CHECK(across(1, 1) / across(1, 0) == Approx(-1.025));
    CHECK(across(0, 100) / across(0, 0) == Approx(0.13).margin(0.005));
    CHECK(across(1, 100) / across(1, 0) == Approx(11.8).margin(0.05));
}

TEST_CASE("the edge of stability: momentum moves it, and Polyak's optimum shrinks the distance as the lesson says") {
    RaceSpecification race = lesson_race("edge_of_stability");
    Racer& racer = race.racers[2];
    std::vector<double>& settings = racer.optimizer.values;
    const QuadraticTheory& theory = theory_of_racer(racer);
    REQUIRE((settings[0] == 0.12 && settings[1] == 0.9));
    CHECK(theory.largest_stable_rate(30, settings.data()) == Approx(0.127).margin(0.0005));
    CHECK(1 - 0.12 * 30 == Approx(-2.6));
    const RaceStep end = after_steps(race, 500).paths[2].steps.back();
    CHECK(std::hypot(end.x, end.y) < 1e-3);

    theory.set_optimum(1, 30, settings.data());
    CHECK(theory.optimum == "Polyak's optimum");
    CHECK(settings[0] == Approx(0.0953).margin(5e-5));
    CHECK(settings[1] == Approx(0.478).margin(5e-4));
    const auto worst = [](const QuadraticTheory& of, const double* values) {
        return std::max(of.contraction(1, values), of.contraction(30, values));
    };
    CHECK(worst(theory, settings.data()) == Approx(0.69).margin(0.005));
    Racer& descent = race.racers[0];
    theory_of_racer(descent).set_optimum(1, 30, descent.optimizer.values.data());
    CHECK(descent.optimizer.values[0] == Approx(2.0 / 31));
    CHECK(worst(theory_of_racer(descent), descent.optimizer.values.data()) == Approx(0.94).margin(0.005));
}

TEST_CASE(
    "the rate map: its right edge is 2(1 + β)/λmax, and the quickest cells are in the middle, as the lesson says") {
    const RaceSpecification race = lesson_race("rate_map");
    const RateMap map = rates_of(race, 0);
    const double step = std::pow(most_mapped_rate / least_mapped_rate, 1.0 / map.columns);  // from cell to cell
    const Arrival* quickest = nullptr;
    std::size_t wrong = 0, late = 0;
    for (int row = 0; row < map.rows; ++row)
        for (int column = 0; column < map.columns; ++column) {
            const auto settings =
                settings_at(map.subject.question, (column + 0.5) / map.columns, (row + 0.5) / map.rows);
            const double edge = 2 * (1 + settings[1]) / 30;
            const Arrival& arrival = map.at(column, row);
            if (settings[0] > edge * step * step) wrong += arrival.place != Arrival::diverged;
            if (settings[0] < edge) wrong += arrival.place == Arrival::diverged;
            late += settings[0] < edge && arrival.place == Arrival::elsewhere;
            if (arrival.place >= 0 && (!quickest || arrival.steps < quickest->steps)) quickest = &arrival;
        }
    CHECK(wrong == 0);
    CHECK(late > 0);
    REQUIRE(quickest);
    const auto cell = static_cast<int>(quickest - map.arrivals.data());
    const auto best = settings_at(map.subject.question, (cell % map.columns + 0.5) / map.columns,
                                  (cell / map.columns + 0.5) / map.rows);
    CAPTURE(best[0], best[1], quickest->steps);
    CHECK((best[1] > 0.2 && best[1] < 0.8));
    CHECK(best[0] > 0.5 * 2 * (1 + best[1]) / 30);
    CHECK(best[0] < 2 * (1 + best[1]) / 30);
}

TEST_CASE("the rate map: small rates do not arrive, and Adam diverges nowhere, as the lesson says") {
    const RaceSpecification race = lesson_race("rate_map");
    const RateMap momentum = rates_of(race, 0), adam = rates_of(race, 1);
    for (int row = 0; row < momentum.rows; ++row) CHECK(momentum.at(0, row).place == Arrival::elsewhere);
    CHECK(summary_of(adam.arrivals, 1).diverged == 0);
    CHECK(summary_of(adam.arrivals, 1).at_minimum[0] > 0);
}

TEST_CASE("own formula: with the penalty all come to its minimum, and without there is none, as the lesson says") {
    RaceSpecification race = lesson_race("own_formula");
    const RaceResult result = after_steps(race, lesson_of("own_formula").steps);
    for (const RacerPath& path : result.paths) {
        CHECK(path.steps.back().x == Approx(0).margin(0.005));
        CHECK(path.steps.back().y == Approx(1.63).margin(0.006));
    }
    auto& typed = std::get<TypedFormula>(race.surface);
    REQUIRE(typed.parameters.size() == 1);
    CHECK(typed.parameters[0].name == "λ");
    typed.parameters[0].value = 0;
    const std::vector<RaceStep> steps = after_steps(race, 2000).paths[0].steps;
    CHECK(steps[2000].y > steps[1000].y + 0.5);
    CHECK(steps[2000].y - steps[1000].y < steps[1000].y - steps[100].y);
    CHECK(steps[2000].loss < steps[1000].loss);
    CHECK(surface_of(race)->traits().minima.empty());
}

TEST_CASE("own formula: a root is no number left of 0, as the lesson says") {
    RaceSpecification race = lesson_race("own_formula");
    race.surface = TypedFormula{"sqrt(x)", {}};
    const auto surface = surface_of(race);
    CHECK(std::isnan(surface->value(-0.1, 0)));
    CHECK(std::isfinite(surface->value(0.1, 0)));
}
