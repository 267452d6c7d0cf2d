// What maps of descents say is what races find.

#include "engine/landscape/descents.hpp"

#include <cmath>

#include "engine/core/table.hpp"
#include "engine/landscape/basins.hpp"
#include "engine/landscape/map_runner.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/rate_map.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Selection with_rate(const std::string& optimizer, double learning_rate) {
    Selection selection = standard_selection(*find_row(optimizers(), optimizer));
    selection.values[0] = learning_rate;
    return selection;
}

std::shared_ptr<const Surface> surface_of(const std::string& id) {
    return make_surface(standard_selection(*find_row(surfaces(), id))).value();
}

double distance(const RaceStep& at, const std::array<double, 2>& place) {
    return std::hypot(at.x - place[0], at.y - place[1]);
}

/// From a path as a race leaves it, without any block or looking back by steps of them.
Arrival arrival_of(const RacerPath& path, const SurfaceTraits& traits) {
    const std::array<double, 2> start{path.steps.front().x, path.steps.front().y};
    const auto stays = [&](auto holds) {
        std::size_t step = path.steps.size();
        while (step > 0 && holds(path.steps[step - 1])) --step;
        return static_cast<int>(step);
    };
    const auto is_far = [&](const RaceStep& at) { return distance(at, start) > far_distance(traits); };
    if (path.diverged_at || is_far(path.steps.back())) return {Arrival::diverged, stays(is_far)};
    for (std::size_t i = 0; i < traits.minima.size(); ++i) {
        const auto is_there = [&](const RaceStep& at) {
            return distance(at, traits.minima[i]) <= arrival_radius(traits);
        };
        if (is_there(path.steps.back())) return {static_cast<int>(i), stays(is_there)};
    }
    return {};
}

Arrival race_arrival(const Selection& surface, const Selection& optimizer, std::array<double, 2> start,
                     const DescentConditions& conditions) {
    RaceSpecification race{surface, {{"", optimizer}}, start, conditions.gradient_noise, conditions.seed};
    const auto result = run_race(race, static_cast<std::uint64_t>(conditions.steps));
    REQUIRE(result);
    return arrival_of(result->paths[0], result->surface->traits());
}

struct Kinds {
    int arrived = 0, elsewhere = 0, diverged = 0;

    void count(const Arrival& arrival) {
        ++(arrival.place >= 0 ? arrived : arrival.place == Arrival::elsewhere ? elsewhere : diverged);
    }
};

}  // namespace

TEST_CASE("a pixel of the basin map is the race from there") {
    const Selection optimizer_choices[] = {
        with_rate("sgd", 0.003), with_rate("momentum", 0.002), with_rate("nesterov", 0.002),
        with_rate("adam", 0.12), with_rate("rmsprop", 0.01),   with_rate("adagrad", 0.5),
        with_rate("nadam", 0.1), with_rate("sgd", 0.08),       with_rate("lion", 0.01),
        with_rate("newton", 1),  with_rate("lbfgs", 1),        with_rate("gauss_newton", 1)};
    ThreadPool pool(3);
    Kinds kinds;
    for (const std::string id : {"quadratic_ravine", "rosenbrock", "beale", "himmelblau", "saddle"})
        for (const Selection& optimizer : optimizer_choices) {
            const auto surface = surface_of(id);
            const BasinQuestion question{optimizer, {.steps = 150, .gradient_noise = 0.01, .seed = 3}, 7, 5};
            const BasinMap map = whole_map(BasinSubject{surface, question, surface->traits().window}, pool);
            REQUIRE(map.arrivals.size() == 35);
            for (int row = 0; row < 5; ++row)
                for (int column = 0; column < 7; ++column) {
                    INFO(optimizer.id << " on " << id << " from column " << column << ", row " << row);
                    const Window& window = surface->traits().window;
                    const std::array<double, 2> start{pixel_middle(window.x_least, window.x_most, column, 7),
                                                      pixel_middle(window.y_least, window.y_most, row, 5)};
                    const Arrival expected = race_arrival(standard_selection(*find_row(surfaces(), id)), optimizer,
                                                          start, question.conditions);
                    const Arrival& arrival = map.at(column, row);
                    CHECK(arrival.place == expected.place);
                    CHECK(arrival.steps == expected.steps);
                    kinds.count(arrival);
                }
        }
    CHECK(kinds.arrived > 500);
    CHECK(kinds.elsewhere > 100);
    CHECK(kinds.diverged > 100);
}

TEST_CASE("an arrival does not depend on what is stepped beside it, nor on the number of threads") {
    const auto surface = surface_of("himmelblau");
    const Selection optimizer = with_rate("momentum", 0.012);
    const BasinSubject subject{surface, {optimizer, {.steps = 100}, 40, 30}, {-6, 6, -5, 5}};
    ThreadPool one(1), four(4);
    const BasinMap map = whole_map(subject, one);
    CHECK(whole_map(subject, four).arrivals == map.arrivals);

    BasinMap by_parts = blank_map(subject, 40, 30);
    const Descents descents(surface, subject.question.conditions);
    const std::size_t parts[] = {1, 2, 7, 64, 100, 3, 1023};
    std::size_t first = 0;
    for (const std::size_t count : parts) {
        run_cells(by_parts, descents, first, count, four);
        first += count;
    }
    REQUIRE(first == map.arrivals.size());
    CHECK(by_parts.arrivals == map.arrivals);
}

TEST_CASE("from a minimum it takes no step to arrive there, and none but the start is near another minimum") {
    const auto surface = surface_of("himmelblau");
    const Descents descents(surface, {.steps = 50});
    Descents::Memory memory;
    const OptimizerRow& sgd = *find_row(optimizers(), "sgd");
    for (std::size_t i = 0; i < 4; ++i) {
        const auto [x, y] = surface->traits().minima[i];
        std::array<Arrival, 1> arrival;
        descents.run(sgd, {0.001}, std::array{x}, std::array{y}, arrival, memory);
        CHECK(arrival[0] == Arrival{static_cast<int>(i), 0});
    }
}

TEST_CASE("on the ravine the rate map is the race with those settings, stable below the theory's border, not above") {
    const Selection ravine = standard_selection(*find_row(surfaces(), "quadratic_ravine"));
    const auto surface = surface_of("quadratic_ravine");
    const double curvature = *curvature_at_minimum(*surface, {-4.6, 1.3});
    CHECK(curvature == Approx(30));
    ThreadPool pool(2);
    for (const std::string id : {"sgd", "momentum", "adam", "adagrad", "lbfgs"}) {
        const Selection optimizer = with_rate(id, 0.1);
        const RateQuestion question{optimizer, {-4.6, 1.3}, {.steps = 500}, 24, 6};
        const RateMap map = whole_map(RateSubject{surface, question}, pool);
        CHECK(map.rows == (second_setting(*find_row(optimizers(), id)) ? 6 : 1));
        for (int row = 0; row < map.rows; ++row)
            for (int column = 0; column < map.columns; ++column) {
                INFO(id << " column " << column << " row " << row);
                const std::vector<double> settings =
                    settings_at(question, (column + 0.5) / map.columns, (row + 0.5) / map.rows);
                const Arrival& arrival = map.at(column, row);
                CHECK(arrival == race_arrival(ravine, {id, settings}, question.start, question.conditions));
                const double beta = id == "momentum" ? settings[1] : 0, border = 2 * (1 + beta) / curvature;
                if (id != "sgd" && id != "momentum") continue;
                if (settings[0] < border) CHECK(arrival.place != Arrival::diverged);
                if (settings[0] > 1.2 * border) CHECK(arrival.place == Arrival::diverged);
            }
    }
}

TEST_CASE("the rate map's axes are the learning rate and the first linear setting beside it that is no detail") {
    const auto key_of = [](const std::string& id) {
        const OptimizerRow& row = *find_row(optimizers(), id);
        const auto second = second_setting(row);
        return second ? std::string(row.settings[*second].key) : "";
    };
    CHECK(key_of("sgd").empty());
    CHECK(key_of("adagrad").empty());
    CHECK(key_of("newton").empty());
    CHECK(key_of("momentum") == "momentum");
    CHECK(key_of("adam") == "beta1");
    CHECK(key_of("rmsprop") == "alpha");
    CHECK(key_of("adadelta") == "rho");
    const RateQuestion question{with_rate("adam", 0.1), {0, 0}};
    CHECK(settings_at(question, 0, 0)[0] == Approx(least_mapped_rate));
    CHECK(settings_at(question, 1, 0)[0] == Approx(most_mapped_rate));
    CHECK(settings_at(question, 0, 1)[1] == Approx(0.9999));
    CHECK(settings_at(question, 0, 1)[2] == 0.999);
}

TEST_CASE("a question says what is wrong with it") {
    BasinQuestion basins{with_rate("sgd", 0.1)};
    CHECK(check_question(basins));
    basins.columns = 0;
    CHECK_THAT(check_question(basins).error().message(), contains_text("basins.columns"));
    basins = {with_rate("sgd", -1)};
    CHECK_THAT(check_question(basins).error().message(), contains_text("learning_rate"));
    basins = {with_rate("sgd", 0.1), {.steps = 0}};
    CHECK_THAT(check_question(basins).error().message(), contains_text("basins.steps"));
    RateQuestion rates{with_rate("sgd", 0.1), {0, std::nan("")}};
    CHECK_THAT(check_question(rates).error().message(), contains_text("rate_map.start"));
    rates = {{"sdg", {0.1}}};
    CHECK_THAT(check_question(rates).error().message(), contains_text("sdg"));
    rates = {with_rate("sgd", 0.1), {0, 0}, {.gradient_noise = -1}};
    CHECK_THAT(check_question(rates).error().message(), contains_text("rate_map.gradient_noise"));
}

TEST_CASE("a summary counts every cell once, and its steps go evenly by factors from the quick to the slow") {
    std::vector<Arrival> arrivals = {{Arrival::elsewhere, 0}, {Arrival::diverged, 3}, {Arrival::diverged, 9}};
    CHECK(summary_of(arrivals, 3).share(5) == 0);  // none arrived
    for (int steps = 100; steps >= 0; --steps) arrivals.push_back({steps % 2 == 0 ? 0 : 2, steps});
    const ArrivalSummary summary = summary_of(arrivals, 3);
    CHECK(summary.at_minimum == std::vector<std::size_t>{51, 0, 50});
    CHECK(summary.elsewhere == 1);
    CHECK(summary.diverged == 2);
    CHECK(summary.all() == arrivals.size());
    CHECK(summary.quick_steps == 5);
    CHECK(summary.slow_steps == 95);
    for (const int steps : {0, 4, 5}) CHECK(summary.share(steps) == 0);
    for (const int steps : {95, 100, 1000}) CHECK(summary.share(steps) == 1);
    CHECK(summary.share(45) == Approx(std::log(45.0 / 5) / std::log(95.0 / 5)));
}
