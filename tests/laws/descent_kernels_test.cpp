// What a GPU's threads compute for maps of descents, run on the host: the same arrivals as the processor's, which looks
// back over the whole way where a thread looks on.

#include "engine/compute/kernels/launch_length.hpp"
#include "engine/landscape/kernels/descent.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include "engine/core/random.hpp"
#include "engine/core/table.hpp"
#include "engine/landscape/descent_lists.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "tests/catch.hpp"
#include "tests/host_descents.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

#if defined(__x86_64__) && !defined(__FMA__)
constexpr double share_rounded_apart = 0;
#else  // products and sums may be rounded together, here in other places than in the engine
constexpr double share_rounded_apart = 0.02;
#endif

struct Starts {
    std::vector<double> x, y;

    /// The middles of so many pixels.
    Starts(const Window& window, int columns, int rows) {
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                x.push_back(pixel_middle(window.x_least, window.x_most, column, columns));
                y.push_back(pixel_middle(window.y_least, window.y_most, row, rows));
            }
    }
};

/// As if seen from so many times as far away.
Window widened(const Window& window, double times) {
    const double x = (window.x_least + window.x_most) / 2, y = (window.y_least + window.y_most) / 2;
    return {x + times * (window.x_least - x), x + times * (window.x_most - x), y + times * (window.y_least - y),
            y + times * (window.y_most - y)};
}

struct Descending {
    std::shared_ptr<const Surface> surface;
    DescentConditions conditions;
    Selection optimizer;

    const OptimizerRow& row() const { return *find_row(optimizers(), optimizer.id); }
};

std::vector<Arrival> by_processor(const Descending& it, const Starts& starts) {
    const test::OneWidth plain(vectors::Width::plain);  // products and sums are rounded one by one, as here
    std::vector<Arrival> arrivals(starts.x.size());
    Descents::Memory memory;
    Descents(it.surface, it.conditions).run(it.row(), it.optimizer.values, starts.x, starts.y, arrivals, memory);
    return arrivals;
}

std::vector<Arrival> by_threads(const Descending& it, const Starts& starts, bool has_own_settings) {
    auto lists = DescentLists::of(it.surface, it.conditions, it.row(),
                                  has_own_settings ? std::nullopt : std::optional(it.optimizer.values));
    REQUIRE(lists);
    std::vector<Arrival> arrivals(starts.x.size());
    std::vector<double> settings;
    for (std::size_t i = 0; has_own_settings && i < arrivals.size(); ++i)
        settings.insert(settings.end(), it.optimizer.values.begin(), it.optimizer.values.end());
    test::HostDescents(*std::move(lists)).run({starts.x, starts.y, settings, arrivals}, ThreadPool(1));
    return arrivals;
}

bool are_the_same(const std::vector<Arrival>& a, const std::vector<Arrival>& b) {
    std::size_t differing = 0;
    for (std::size_t i = 0; i < a.size(); ++i) differing += a[i] == b[i] ? 0 : 1;
    return a.size() == b.size() && double(differing) <= share_rounded_apart * double(a.size());
}

std::vector<Selection> first_order_optimizers(std::span<const double> rates) {
    std::vector<Selection> all;
    for (const OptimizerRow& row : optimizers().first(FirstOrderRules<double>::count))
        for (const double rate : rates) {
            all.push_back(standard_selection(row));
            all.back().values[0] = rate;
        }
    return all;
}

std::vector<SurfaceSpecification> all_specifications() {
    std::vector<SurfaceSpecification> all;
    for (const SurfaceRow& row : surfaces()) all.push_back(standard_selection(row));
    all.push_back(Selection{"quadratic_ravine", {100, 30}});
    const Window window{-3, 3, -2, 2};
    all.push_back(TypedFormula{"(1 - x)^2 + a*(y - x²)² + sin(3x)·exp(−y²)", {{"a", 7}}, window});
    all.push_back(TypedFormula{"√x·(x - 1)² + y²", {}, window});  // no numbers left of x = 0
    all.push_back(TypedFormula{"√(x² + y² + 1)·cos(x·y) + max(|x|, y^2, b)/atan2(2 + x², y)", {{"b", -1}}, window});
    PaintedGround ground;
    ground.bumps = {{1, 0.5, -2, 0.6}, {-1.2, -0.4, 1.5, 0.9}};
    all.push_back(ground);
    paint(ground, 0.3, -1, -0.8, 0.5);
    paint(ground, -2, 1.5, 0.7, 0.4);
    all.push_back(ground);
    return all;
}

}  // namespace

TEST_CASE("a GPU's thread finds where a descent ends and since when as the processor does, which looks back") {
    constexpr double rates[] = {0.003, 0.3};
    std::size_t arrived = 0, elsewhere = 0, diverged = 0;
    for (const SurfaceSpecification& specification : all_specifications()) {
        const auto surface = make_surface(specification).value();
        for (const Selection& optimizer : first_order_optimizers(rates))
            for (const double times : {1.0, 300.0}) {
                INFO(optimizer.id << " at " << optimizer.values[0] << " on " << surface->traits().formula);
                const Descending it{surface, {.steps = 120, .gradient_noise = times == 1 ? 0.01 : 0}, optimizer};
                const Starts starts(widened(surface->traits().window, times), 9, 8);
                const std::vector<Arrival> arrivals = by_processor(it, starts);
                CHECK(are_the_same(by_threads(it, starts, false), arrivals));
                CHECK(are_the_same(by_threads(it, starts, true), arrivals));
                for (const Arrival& arrival : arrivals)
                    ++(arrival.place >= 0 ? arrived : arrival.place == Arrival::diverged ? diverged : elsewhere);
            }
    }
    CHECK(arrived > 3000);
    CHECK(elsewhere > 3000);
    CHECK(diverged > 3000);
}

TEST_CASE("where a descent comes and goes, it is there since it came for the last time, and far once it is no number") {
    const PlaceGridLists lists({{0, 0}, {1, 0}}, 0.1);
    const std::array<double, 2> start{0, 0.05};
    ArrivalTrack track;
    int step = 0;
    const auto go_to = [&](double x, double y) {
        track.look(lists.grid(), 5, start, {x, y}, step++);
        return track.end(lists.grid(), 5, start, {x, y}, step - 1);
    };
    CHECK(go_to(0, 0.05) == Arrival{0, 0});
    CHECK(go_to(0.05, 0) == Arrival{0, 0});
    CHECK(go_to(0.5, 0) == Arrival{});
    CHECK(go_to(0, 0) == Arrival{0, 3});
    CHECK(go_to(1, 0.1) == Arrival{1, 4});
    CHECK(go_to(8, 0) == Arrival{Arrival::diverged, 5});
    CHECK(go_to(1, 0) == Arrival{1, 6});
    CHECK(go_to(-9, 0) == Arrival{Arrival::diverged, 7});
    CHECK(go_to(std::nan(""), 0) == Arrival{Arrival::diverged, 7});
}

TEST_CASE("a grid finds the place that is near as a search through all of them does") {
    RandomStream random(5, RandomPurpose::points);
    for (int round = 0; round < 200; ++round) {
        const double extent = std::pow(10, random.uniform(-6, 6)), middle = random.uniform(-3, 3) * extent,
                     radius = extent * std::pow(10, random.uniform(-4, -1));
        std::vector<std::array<double, 2>> places(random.below(40));
        for (auto& [x, y] : places) x = middle + extent * random.uniform(), y = extent * random.uniform();
        const PlaceGridLists lists(places, radius);
        const PlaceGrid grid = lists.grid();
        for (int i = 0; i < 500; ++i) {
            double x = middle + extent * random.uniform(-0.5, 1.5), y = extent * random.uniform(-0.5, 1.5);
            if (!places.empty() && i % 2 == 0) {
                const auto& [at_x, at_y] = places[random.below(std::uint32_t(places.size()))];
                x = at_x + radius * random.uniform(-1.2, 1.2), y = at_y + radius * random.uniform(-1.2, 1.2);
            }
            int expected = -1;
            for (int place = 0; place < int(places.size()) && expected < 0; ++place)
                if (grid.is_at(place, x, y)) expected = place;
            REQUIRE(grid.place_at(x, y) == expected);
        }
    }
    const PlaceGridLists one({{2, -3}}, 0);
    CHECK(one.grid().place_at(2, -3) == 0);
    CHECK(one.grid().place_at(2, -3.001) == -1);
    CHECK(one.grid().place_at(std::nan(""), -3) == -1);
}

TEST_CASE(
    "a formula's gradient on a GPU has the bits of the processor's, and one that needs too much room stays there") {
    const test::OneWidth plain(vectors::Width::plain);
    std::vector<std::string> texts = {"x", "3", "a·x^y + y", "x²·y³ − x⁴/y", "e^x + 2^a", "√x + y"};
    for (const FormulaFunction& function : formula_functions()) {
        const std::string id(function.id);
        texts.push_back(function.arguments == 1 ? id + "(x·y + a)" : id + "(x + a, y)·x");
    }
    for (const std::string& text : texts) {
        const auto surface = make_surface(TypedFormula{text, {}, {-1, 2, 0.1, 1.7}}).value();
        const auto code = surface->gradient_code();
        REQUIRE(code);
        for (int i = 0; i < 40; ++i) {
            const double x = pixel_middle(-1, 2, i, 40), y = pixel_middle(0.1, 1.7, i * 7 % 40, 40);
            INFO(text << " at " << x << ", " << y);
            const std::array<double, 2> expected = surface->gradient(x, y),
                                        gradient = std::get<GradientProgram>(code->of)(x, y);
            for (std::size_t k = 0; k < 2; ++k) {
                if (std::isnan(expected[k]))
                    CHECK(std::isnan(gradient[k]));
                else if (share_rounded_apart == 0)
                    CHECK(gradient[k] == expected[k]);
                else
                    CHECK(gradient[k] == Approx(expected[k]));
            }
        }
    }
    std::string deep = "x";
    for (int i = 0; i < 60; ++i) deep = "sin(y·" + std::to_string(i + 2) + ") + (" + deep + ")";
    CHECK_FALSE(make_surface(TypedFormula{deep, {}, {-1, 1, -1, 1}}).value()->gradient_code());
}

TEST_CASE("launches take a few milliseconds, however fast or slow the steps are") {
    for (const double step : {1e-7, 3e-5, 0.001, 1.0}) {
        LaunchLength steps(32, launch_seconds, 4);
        double seconds = 0;
        for (int launch = 0; launch < 12; ++launch) {
            seconds = step * steps.length();
            steps.took(seconds, steps.length());
        }
        CHECK(seconds <= std::max(1.01 * launch_seconds, step));
        CHECK(seconds >= 0.5 * launch_seconds);
    }
}

TEST_CASE("second-order optimizers stay on the processor") {
    const auto surface = make_surface(standard_selection(surfaces().front())).value();
    for (const OptimizerRow& row : optimizers()) {
        const bool is_taken = DescentLists::of(surface, {}, row, standard_values(row.settings)).has_value();
        CHECK(is_taken == !row.asks_objective());
    }
}
