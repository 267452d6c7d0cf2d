#include "engine/landscape/verdict.hpp"

#include <cmath>
#include <map>
#include <string>

#include "engine/core/table.hpp"
#include "engine/landscape/convergence.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Selection optimizer_with(std::string_view id, double learning_rate) {
    Selection selection = standard_selection(*find_row(optimizers(), id));
    selection.values[0] = learning_rate;
    return selection;
}

RaceResult run_alone(const SurfaceSpecification& surface, const Selection& optimizer, std::array<double, 2> start,
                     std::uint64_t steps, double noise = 0) {
    RaceSpecification race{surface, {{"racer", optimizer}}};
    race.start = start;
    race.gradient_noise = noise;
    Result<RaceResult> result = run_race(race, steps);
    REQUIRE(result);
    return *result;
}

Verdict verdict_of(const RaceResult& race) {
    return judge(*race.surface, race.specification.racers[0].optimizer,
                 {race.paths[0].steps, race.paths[0].diverged_at});
}

Selection row_of(std::string_view id) { return standard_selection(*find_row(surfaces(), id)); }

// What follows judges anew, from values of the surface and of the path alone.

using Place = std::array<double, 2>;

Place downhill(const Surface& surface, const Place& at) {
    constexpr double h = 1e-6;
    return {(surface.value(at[0] - h, at[1]) - surface.value(at[0] + h, at[1])) / (2 * h),
            (surface.value(at[0], at[1] - h) - surface.value(at[0], at[1] + h)) / (2 * h)};
}

double size_of(const Window& window) {
    const double width = window.x_most - window.x_least, height = window.y_most - window.y_least;
    return std::sqrt(width * width + height * height);
}

double between(const Place& a, const Place& b) {
    return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]));
}

Place place_of(const RaceStep& step) { return {step.x, step.y}; }

/// Where water that is poured out there comes to rest: steps downhill that are halved until they lead lower.
Place rest_below(const Surface& surface, Place at) {
    double reach = 0.1 * size_of(surface.traits().window);
    for (int step = 0; step < 20'000 && reach > 1e-9; ++step) {
        const Place way = downhill(surface, at);
        const double slope = std::sqrt(way[0] * way[0] + way[1] * way[1]);
        const Place next{at[0] + reach * way[0] / slope, at[1] + reach * way[1] / slope};
        if (slope > 0 && surface.value(next[0], next[1]) < surface.value(at[0], at[1])) {
            at = next;
            reach = std::min(1.5 * reach, 0.01 * size_of(surface.traits().window));
        } else {
            reach /= 2;
        }
    }
    return at;
}

double farthest(std::span<const RaceStep> steps, const Place& from) {
    double most = 0;
    for (const RaceStep& step : steps) most = std::max(most, between(place_of(step), from));
    return most;
}

Place middle_of(const Window& window) {
    return {(window.x_least + window.x_most) / 2, (window.y_least + window.y_most) / 2};
}

/// What must hold where the verdict is this one.
using Check = void (*)(const Surface& surface, const RacerPath& path, const Verdict& verdict);

void check_diverged(const Surface& surface, const RacerPath& path, const Verdict&) {
    const Window& window = surface.traits().window;
    CHECK((path.diverged_at || farthest({&path.steps.back(), 1}, middle_of(window)) > 9.99 * size_of(window)));
}

void check_unbounded(const Surface& surface, const RacerPath& path, const Verdict& verdict) {
    check_diverged(surface, path, verdict);
    CHECK(path.steps.back().loss < path.steps.front().loss);
    CHECK(std::isinf(surface.traits().infimum));
}

void check_inside(const Surface& surface, const RacerPath& path) {
    const Window& window = surface.traits().window;
    CHECK_FALSE(path.diverged_at);
    CHECK(farthest({&path.steps.back(), 1}, middle_of(window)) < 10.01 * size_of(window));
}

/// Of the same steps that are nowhere far from where they end, one is at a minimum and the other is not.
bool rests_at_minimum(const Surface& surface, const RacerPath& path, double tolerance) {
    const Place end = rest_below(surface, place_of(path.steps.back()));
    const auto last = std::span(path.steps).last(std::min<std::size_t>(20, path.steps.size()));
    return path.steps.size() > 20 && farthest(last, end) < tolerance * size_of(surface.traits().window);
}

void check_converged(const Surface& surface, const RacerPath& path, const Verdict& verdict) {
    check_inside(surface, path);
    REQUIRE(verdict.minimum);
    const double size = size_of(surface.traits().window);
    const bool rests = farthest(std::span(path.steps).last(2), place_of(path.steps.back())) < 1e-9 * size;
    CHECK(farthest(std::span(path.steps).last(rests ? 2 : 20), *verdict.minimum) < 1.01e-3 * size);
    // The minimum that is named is the one below, not one nearby.
    const double height = surface.value((*verdict.minimum)[0], (*verdict.minimum)[1]);
    for (int i = 0; i < 16; ++i) {
        const double angle = i * 0.3927;
        CHECK(surface.value((*verdict.minimum)[0] + 1e-3 * size * std::cos(angle),
                            (*verdict.minimum)[1] + 1e-3 * size * std::sin(angle)) > height);
    }
}

void check_stands(const Surface& surface, const RacerPath& path) {
    check_inside(surface, path);
    const auto last = std::span(path.steps).last(60);
    CHECK(farthest(last, place_of(path.steps.back())) < 1.01e-3 * size_of(surface.traits().window));
    CHECK_FALSE(rests_at_minimum(surface, path, 0.9e-3));
}

void check_plateau(const Surface& surface, const RacerPath& path, const Verdict&) {
    check_stands(surface, path);
    const Place slope = downhill(surface, place_of(path.steps.back()));
    const double steepness = std::sqrt(slope[0] * slope[0] + slope[1] * slope[1]);
    const double drop = path.steps.back().loss - surface.traits().infimum;
    if (std::isfinite(drop)) CHECK(steepness * size_of(surface.traits().window) <= 0.0101 * drop + 1e-6);
}

void check_saddle(const Surface& surface, const RacerPath& path, const Verdict&) {
    check_stands(surface, path);
    // Lower somewhere around than where it stands, on two opposite sides.
    const double h = 0.02 * size_of(surface.traits().window);
    const Place at = place_of(path.steps.back());
    bool falls_on_both_sides = false;
    for (int i = 0; i < 64; ++i) {
        const double dx = h * std::cos(i * 0.0491), dy = h * std::sin(i * 0.0491), here = surface.value(at[0], at[1]);
        falls_on_both_sides |=
            surface.value(at[0] + dx, at[1] + dy) < here && surface.value(at[0] - dx, at[1] - dy) < here;
    }
    CHECK(falls_on_both_sides);
}

void check_oscillating(const Surface& surface, const RacerPath& path, const Verdict&) {
    check_inside(surface, path);
    const auto last = std::span(path.steps).last(60);
    double way = 0, first = 0, second = 0;
    for (std::size_t i = 0; i < last.size(); ++i) {
        if (i > 0) way += between(place_of(last[i]), place_of(last[i - 1]));
        (i < 30 ? first : second) += last[i].loss / 30;
    }
    CHECK(between(place_of(last.back()), place_of(last.front())) < 0.101 * way);
    const double floor = std::isfinite(surface.traits().infimum) ? surface.traits().infimum : 0;
    CHECK(second - floor > first - floor - 0.051 * std::abs(first - floor) - 1e-12);
}

void check_undefined(const Surface& surface, const RacerPath& path, const Verdict&) {
    const Window& window = surface.traits().window;
    CHECK(path.diverged_at == path.steps.size());
    CHECK(farthest({&path.steps.back(), 1}, middle_of(window)) < 10.01 * size_of(window));
}

void check_running(const Surface& surface, const RacerPath& path, const Verdict&) {
    check_inside(surface, path);
    CHECK_FALSE(rests_at_minimum(surface, path, 0.9e-3));
}

const std::map<std::string_view, Check> checks = {
    {"running", check_running},     {"converged", check_converged}, {"oscillating", check_oscillating},
    {"plateau", check_plateau},     {"saddle", check_saddle},       {"diverged", check_diverged},
    {"unbounded", check_unbounded}, {"undefined", check_undefined},
};

}  // namespace

TEST_CASE("every optimizer on every surface for 1,000 steps gets a verdict that holds when it is computed anew") {
    std::map<std::string_view, int> counts;
    for (const SurfaceRow& surface : surfaces())
        for (const OptimizerRow& optimizer : optimizers())
            for (const double factor : {1.0, 10.0}) {
                Selection selection = standard_selection(optimizer);
                selection.values[0] = std::min(factor * selection.values[0], optimizer.settings[0].most);
                INFO(optimizer.id << " on " << surface.id << ", η " << selection.values[0]);
                const RaceResult race = run_alone(standard_selection(surface), selection, surface.start, 1000);
                const Verdict verdict = verdict_of(race);
                INFO(verdict.words);
                ++counts[verdict.id()];
                REQUIRE(checks.contains(verdict.id()));
                checks.at(verdict.id())(*race.surface, race.paths[0], verdict);
            }
    for (const std::string_view id : {"running", "converged", "oscillating", "plateau", "diverged", "unbounded"}) {
        INFO(id);
        CHECK(counts[id] > 0);
    }
}

TEST_CASE("SGD on the ravine converges below 2/λmax, and above it is told why it diverges") {
    const Place start{-4.6, 1.3};
    const Verdict below = verdict_of(run_alone(row_of("quadratic_ravine"), optimizer_with("sgd", 0.062), start, 400));
    CHECK(below.id() == "converged");
    CHECK(below.words == "converged to (0.00, 0.00)");
    const Verdict above = verdict_of(run_alone(row_of("quadratic_ravine"), optimizer_with("sgd", 0.08), start, 400));
    CHECK(above.id() == "diverged");
    CHECK_THAT(above.words, contains_text("η·λmax = 2.4 > 2"));
    const Verdict momentum =
        verdict_of(run_alone(row_of("quadratic_ravine"), optimizer_with("momentum", 0.15), start, 2000));
    CHECK(momentum.id() == "diverged");
    CHECK_THAT(momentum.words, contains_text("η·λmax = 4.5 > 3.8"));
}

TEST_CASE("Newton's method has arrived once it does not move any more") {
    const auto after = [](int steps) {
        return verdict_of(run_alone(row_of("quadratic_ravine"), optimizer_with("newton", 1), {-4.6, 1.3}, steps));
    };
    CHECK(after(1).id() == "running");
    CHECK(after(5).id() == "converged");
}

TEST_CASE("who steps to where a formula is no number is told so, and has not fallen without end") {
    const TypedFormula root{"sqrt(x) + y^2", {}, {-3, 3, -3, 3}};
    const RaceResult race = run_alone(root, optimizer_with("sgd", 0.4), {0.5, 1}, 50);
    const Verdict verdict = verdict_of(race);
    CHECK(verdict.id() == "undefined");
    REQUIRE(race.paths[0].diverged_at);
    CHECK_THAT(verdict.words, contains_text("at step " + std::to_string(*race.paths[0].diverged_at)));
    CHECK_FALSE(step_far_away(*race.surface, race.paths[0].steps));
}

TEST_CASE("who begins on the ridge of a saddle is stuck there, and beside it falls without end") {
    const Verdict ridge = verdict_of(run_alone(row_of("saddle"), optimizer_with("sgd", 0.1), {-1.6, 0}, 300));
    CHECK(ridge.id() == "saddle");
    CHECK_THAT(ridge.words, contains_text("λmin = -2"));
    CHECK(verdict_of(run_alone(row_of("saddle"), optimizer_with("sgd", 0.1), {-1.6, 0.02}, 300)).id() == "unbounded");
}

TEST_CASE("noise keeps SGD from converging: it oscillates about the minimum") {
    const RaceResult race = run_alone(row_of("quadratic_ravine"), optimizer_with("sgd", 0.05), {-4.6, 1.3}, 2000, 3);
    CHECK(verdict_of(race).id() == "oscillating");
}

TEST_CASE("a racer that has hardly begun is running") {
    for (const SurfaceRow& surface : surfaces()) {
        const RaceResult race = run_alone(standard_selection(surface), optimizer_with("adam", 0.01), surface.start, 5);
        CHECK(verdict_of(race).id() == "running");
    }
}

TEST_CASE("the measured contraction on the ravine is the one that theory promises") {
    const Place start{-4.6, 1.3}, minimum{0, 0};
    for (const std::string_view id : {"sgd", "momentum", "nesterov"}) {
        INFO(id);
        const OptimizerRow& row = *find_row(optimizers(), id);
        Selection selection = standard_selection(row);
        row.theory.set_optimum(1, 30, selection.values.data());
        const double promised = std::max(row.theory.contraction(1, selection.values.data()),
                                         row.theory.contraction(30, selection.values.data()));
        const RaceResult race = run_alone(row_of("quadratic_ravine"), selection, start, 2000);
        const auto measured = measured_contraction(race.paths[0].steps, minimum);
        REQUIRE(measured);
        CHECK(*measured ==
              Approx(promised).epsilon(id == "sgd" ? 1e-6 : 0.04));  // two modes meet at the others' optimum
    }
    CHECK_FALSE(measured_contraction(
        run_alone(row_of("quadratic_ravine"), optimizer_with("sgd", 0.01), start, 8).paths[0].steps, minimum));
}
