#include <atomic>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/core/table.hpp"
#include "engine/io/surface_json.hpp"
#include "engine/landscape/minima.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "engine/train/trainer.hpp"
#include "tests/backend.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

std::shared_ptr<const Surface> made(const SurfaceSpecification& specification) {
    auto surface = make_surface(specification);
    REQUIRE(surface);
    return *surface;
}

TypedFormula typed_formula(std::string text, std::vector<FormulaParameter> parameters = {}) {
    return {std::move(text), std::move(parameters), {-3, 3, -2, 2}};
}

PaintedGround painted_ground() {
    PaintedGround ground;
    ground.bumps = {{1, 0.5, -2, 0.6}, {-1.2, -0.4, 1.5, 0.9}};
    paint(ground, 0.3, -1, -0.8, 0.5);
    paint(ground, -2, 1.5, 0.7, 0.4);
    return ground;
}

std::vector<SurfaceSpecification> made_specifications() {
    return {typed_formula("(1 - x)^2 + a*(y - x²)² + sin(3x)·exp(−y²)", {{"a", 7}}),
            typed_formula("√(x² + y² + 1)·cos(x·y)"), painted_ground(), PaintedGround{}};
}

/// The central difference of Ridders' kind: of two steps, so that the error goes with the fourth power.
template <class F>
double difference(const F& f) {
    constexpr double h = 1e-3;
    return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

void check_error(const SurfaceSpecification& specification, const std::string& words) {
    const auto surface = make_surface(specification);
    REQUIRE_FALSE(surface);
    CHECK_THAT(surface.error().message(), contains_text(words));
}

SurfaceSpecification read_back(const SurfaceSpecification& specification) {
    const auto document = parse_json(surface_json(specification).dump(), "surface.json");
    REQUIRE(document);
    JsonContext context{*document};
    const SurfaceSpecification read = read_surface(context, document->root, "surface");
    REQUIRE_FALSE(context.failed());
    return read;
}

/// A small network on two hundred points, with the plane of two random directions.
NetworkSlice network_slice() {
    Scenario scenario = standard_scenario();
    scenario.network.layers = {dense_layer(4)};
    const Machine machine = tested_machine(1);
    auto trainer = Trainer<float>::create(scenario, ".", machine);
    REQUIRE(trainer);
    const Model model = (*trainer)->model();
    const auto plane =
        build_plane(model, {"random", standard_values(find_row(planes(), "random")->settings)}, *machine.pool);
    REQUIRE(plane);
    return {std::make_shared<const Model>(model), std::make_shared<const LossPlane>(*plane)};
}

}  // namespace

TEST_CASE("a slice of a network's loss has the losses of the picture, and their derivatives") {
    const NetworkSlice slice = network_slice();
    const auto surface = made(slice);
    ThreadPool pool(2);
    const std::atomic<bool> never = false;
    const LossGrid grid = evaluate_loss_grid(*slice.model, *slice.plane, 5, 5, pool, never, tested_backend());
    for (int row = 0; row < 5; ++row)
        for (int column = 0; column < 5; ++column) {
            const double x = grid.a(column), y = grid.b(row);
            INFO(x << ", " << y);
            CHECK(surface->value(x, y) ==
                  Approx(grid.values[static_cast<std::size_t>(5 * row + column)]).epsilon(1e-4));
            const auto [gx, gy] = surface->gradient(x, y);
            CHECK(gx == Approx(difference([&](double h) { return surface->value(x + h, y); })).margin(1e-5));
            CHECK(gy == Approx(difference([&](double h) { return surface->value(x, y + h); })).margin(1e-5));
            const auto [xx, xy, yy] = surface->hessian(x, y);
            CHECK(xx == Approx(difference([&](double h) { return surface->gradient(x + h, y)[0]; })).margin(1e-4));
            CHECK(xy == Approx(difference([&](double h) { return surface->gradient(x, y + h)[0]; })).margin(1e-4));
            CHECK(yy == Approx(difference([&](double h) { return surface->gradient(x, y + h)[1]; })).margin(1e-4));
        }
}

TEST_CASE("a slice asked by several threads answers each as if it were alone") {
    const auto surface = made(network_slice());
    std::vector<double> together(64), alone(64);
    ThreadPool pool(4);
    pool.for_each(64, [&](std::size_t i) { together[i] = surface->gradient(0.01 * double(i), -0.3)[0]; });
    for (std::size_t i = 0; i < 64; ++i) alone[i] = surface->gradient(0.01 * double(i), -0.3)[0];
    CHECK(together == alone);
}

TEST_CASE("a slice read back from its JSON races to the last bit as before") {
    RaceSpecification race = standard_race();
    race.surface = network_slice();
    race.start = {0.3, 0.4};
    const Result<RaceResult> before = run_race(race, 30);
    race.surface = read_back(race.surface);
    const Result<RaceResult> after = run_race(race, 30);
    REQUIRE((before && after));
    CHECK(before->paths == after->paths);
}

TEST_CASE("gradients and Hessians of typed and painted surfaces are those of their values") {
    RandomStream random(5, RandomPurpose::points);
    for (const SurfaceSpecification& specification : made_specifications()) {
        const auto surface = made(specification);
        for (int i = 0; i < 200; ++i) {
            const double x = random.uniform(-2.9, 2.9), y = random.uniform(-1.9, 1.9);
            INFO(surface->traits().formula << " at " << x << ", " << y);
            const auto [gx, gy] = surface->gradient(x, y);
            const auto [xx, xy, yy] = surface->hessian(x, y);
            // The spline's third derivative jumps at its control points: differences across are as good as its step.
            const double tolerance = 1e-5 * (1 + std::abs(xx) + std::abs(yy));
            CHECK(gx == Approx(difference([&](double h) { return surface->value(x + h, y); })).margin(tolerance));
            CHECK(gy == Approx(difference([&](double h) { return surface->value(x, y + h); })).margin(tolerance));
            const double rough = 1e-2 * (1 + std::abs(xx) + std::abs(yy));
            CHECK(xx == Approx(difference([&](double h) { return surface->gradient(x + h, y)[0]; })).margin(rough));
            CHECK(xy == Approx(difference([&](double h) { return surface->gradient(x + h, y)[1]; })).margin(rough));
            CHECK(yy == Approx(difference([&](double h) { return surface->gradient(x, y + h)[1]; })).margin(rough));
        }
    }
}

TEST_CASE("many points at once have the values and gradients of each") {
    for (const SurfaceSpecification& specification : made_specifications()) {
        const auto surface = made(specification);
        std::vector<double> x(150), y(150), f(150), f_x(150), f_y(150);
        for (std::size_t i = 0; i < x.size(); ++i) x[i] = -3 + 0.04 * double(i), y[i] = std::sin(double(i));
        surface->values(x, y, f);
        surface->gradients(x, y, f_x, f_y);
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK(f[i] == Approx(surface->value(x[i], y[i])).epsilon(1e-13));
            CHECK(f_x[i] == Approx(surface->gradient(x[i], y[i])[0]).epsilon(1e-12).margin(1e-12));
            CHECK(f_y[i] == Approx(surface->gradient(x[i], y[i])[1]).epsilon(1e-12).margin(1e-12));
        }
    }
}

TEST_CASE("a typed formula is the surface of the table that it names") {
    const auto typed = made(typed_formula("½·(x² + κ·y²)", {{"κ", 30}})),
               row = made(Selection{"quadratic_ravine", {30, 0}});
    for (double x = -2; x < 2; x += 0.37)
        for (double y = -1.5; y < 1.5; y += 0.31) {
            CHECK(typed->value(x, y) == Approx(row->value(x, y)).epsilon(1e-14));
            CHECK(typed->gradient(x, y)[1] == Approx(row->gradient(x, y)[1]).epsilon(1e-14));
            CHECK(typed->hessian(x, y)[2] == Approx(row->hessian(x, y)[2]).epsilon(1e-14));
        }
    REQUIRE(typed->traits().minima.size() == 1);
    CHECK(std::hypot(typed->traits().minima[0][0], typed->traits().minima[0][1]) < 1e-8);
    CHECK(typed->traits().infimum == Approx(0).margin(1e-15));
}

TEST_CASE("a surface that falls towards an edge has no floor, and one with no minimum none") {
    CHECK_FALSE(has_floor(*made(typed_formula("x + y"))));
    CHECK_FALSE(has_floor(*made(typed_formula("x^4 - x² - 3*y"))));
    CHECK(made(typed_formula("x^2 - y^2"))->traits().minima.empty());
    CHECK(has_floor(*made(PaintedGround{})));
}

TEST_CASE("the search finds the minima that the table knows") {
    for (const std::string_view id : {"himmelblau", "beale", "rosenbrock", "quadratic_ravine"}) {
        INFO(id);
        const auto surface = made(standard_selection(*find_row(surfaces(), id)));
        const auto found = find_minima(*surface, surface->traits().window, 65);
        CHECK(found.size() == surface->traits().minima.size());
        for (const auto& known : surface->traits().minima) {
            const auto is_it = [&](const auto& at) { return std::hypot(at[0] - known[0], at[1] - known[1]) < 1e-7; };
            CHECK(std::any_of(found.begin(), found.end(), is_it));
        }
    }
}

TEST_CASE("the brush raises the ground around a place and leaves the rest") {
    PaintedGround ground;
    ground.bowl = 0;
    paint(ground, 1, 0.5, 2, 0.5);
    const auto surface = made(ground);
    CHECK(surface->value(1, 0.5) == Approx(2).epsilon(0.03));
    CHECK(surface->value(1.5, 0.5) == Approx(2 * std::exp(-0.5)).epsilon(0.03));
    CHECK(surface->value(-2, -2) == Approx(0).margin(1e-6));
    CHECK(surface->gradient(-20, 50)[0] == 0);  // beyond the edge the ground goes on as it is there
}

TEST_CASE("made surfaces say what is wrong with them") {
    check_error(typed_formula("x^2 + sinn(y)"), "at character 7");
    check_error(typed_formula("½·x² + )"), "at character 8");
    check_error(typed_formula("a*x^2", {{"b", 1}}), "surface.parameters.b");
    check_error(typed_formula("a*x^2", {{"a", std::nan("")}}), "not finite");
    check_error(typed_formula(""), "surface.formula");
    PaintedGround ground;
    ground.size = 3;
    ground.heights.assign(8, 0);
    check_error(ground, "8 heights for 3 × 3");
    ground.heights.assign(9, std::nan(""));
    check_error(ground, "not finite");
    ground = {};
    ground.window = {-1, 1, 2, 2};
    check_error(ground, "surface.window");
    ground = {};
    ground.bumps = {{0, 0, 1, 0}};
    check_error(ground, "surface.bumps[0].width");
}

TEST_CASE("surfaces are read back from their JSON as they were, to the last bit") {
    for (const SurfaceSpecification& specification : made_specifications())
        CHECK(read_back(specification) == specification);
    for (const SurfaceRow& row : surfaces())
        CHECK(read_back(standard_selection(row)) == SurfaceSpecification(standard_selection(row)));
}

TEST_CASE("optimizers race on made surfaces") {
    for (const SurfaceSpecification& specification : made_specifications()) {
        RaceSpecification race = standard_race();
        race.surface = specification;
        race.start = {-1, 1};
        const Result<RaceResult> result = run_race(race, 100);
        REQUIRE(result);
        for (const RacerPath& path : result->paths)
            if (!path.diverged_at) CHECK(path.steps.back().loss < path.steps.front().loss);
    }
}
