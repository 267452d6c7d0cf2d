// Maps of descents on the GPU are the processor's. It rounds products and sums together in other places, and its
// exponentials and sines may differ in their last digits: where a descent hangs on that, as on the edge between two
// basins, a cell may have another answer. Descents that jump about near a minimum for ever (RMSProp with its standard
// settings) hang on it everywhere, and are not compared.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>

#include "engine/core/parallel.hpp"
#include "engine/landscape/map_runner.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "tests/catch.hpp"
#include "tests/device/device.hpp"

using namespace ravine;

namespace {

constexpr double most_differing = 0.001;  // share of a map's cells

/// Of a row that says no more than where maps are computed.
const BackendRow& gpu() {
    static const BackendRow row = [] {
        BackendRow own = cpu_backend();
        own.id = "cuda";
        return own;
    }();
    return row;
}

std::shared_ptr<const Surface> surface_of(const SurfaceSpecification& specification) {
    return make_surface(specification).value();
}

Selection with_rate(const std::string& optimizer, double learning_rate) {
    Selection selection = standard_selection(*find_row(optimizers(), optimizer));
    selection.values[0] = learning_rate;
    return selection;
}

template <class Subject>
ArrivalMap<Subject> on_gpu(const Subject& subject, ThreadPool& pool) {
    REQUIRE(&MapRunner<Subject>(subject).who_computes(gpu()) == &gpu());
    return whole_map(subject, pool, gpu());
}

template <class Subject>
double share_differing(const Subject& subject) {
    ThreadPool pool(4);
    const auto expected = whole_map(subject, pool), map = on_gpu(subject, pool);
    double differing = 0;
    for (std::size_t i = 0; i < map.arrivals.size(); ++i) differing += map.arrivals[i] == expected.arrivals[i] ? 0 : 1;
    return differing / double(map.arrivals.size());
}

std::vector<SurfaceSpecification> specifications() {
    std::vector<SurfaceSpecification> all;
    for (const SurfaceRow& row : surfaces()) all.push_back(standard_selection(row));
    const Window window{-3, 3, -2, 2};
    all.push_back(TypedFormula{"(1 - x)^2 + a*(y - x²)² + sin(3x)·exp(−y²)", {{"a", 7}}, window});
    all.push_back(TypedFormula{"√(x² + y² + 1)·cos(x·y) + max(|x|, y^2)/atan2(2 + x², y)", {}, window});
    PaintedGround ground;
    ground.bumps = {{1, 0.5, -2, 0.6}, {-1.2, -0.4, 1.5, 0.9}};
    paint(ground, 0.3, -1, -0.8, 0.5);
    all.push_back(ground);
    return all;
}

}  // namespace

TEST_CASE("basins on the GPU are the processor's") {
    need_device();
    for (const SurfaceSpecification& specification : specifications())
        for (const Selection& optimizer :
             {with_rate("sgd", 0.001), with_rate("nesterov", 0.0005), with_rate("adam", 0.1), with_rate("adamw", 0.05),
              with_rate("amsgrad", 0.1), with_rate("lion", 0.01)}) {
            const auto surface = surface_of(specification);
            INFO(optimizer.id << " on " << surface->traits().formula);
            const BasinQuestion question{optimizer, {.steps = 300, .gradient_noise = 0.01, .seed = 2}, 64, 48};
            CHECK(share_differing(BasinSubject{surface, question, surface->traits().window}) <= most_differing);
        }
}

TEST_CASE("rate maps on the GPU are the processor's") {
    need_device();
    for (const std::string surface : {"quadratic_ravine", "banana", "matyas"})
        for (const std::string id : {"sgd", "momentum", "adam", "nadam", "lion", "adagrad"}) {
            INFO(id << " on " << surface);
            const RateSubject subject{surface_of(standard_selection(*find_row(surfaces(), surface))),
                                      {with_rate(id, 0.1), {-1.2, 1}, {.steps = 300}, 96, 64}};
            CHECK(share_differing(subject) <= most_differing);
        }
}

TEST_CASE("a long descent goes on from launch to launch, and a map of many cells from batch to batch") {
    need_device();
    const auto surface = surface_of(standard_selection(*find_row(surfaces(), "himmelblau")));
    const Window window = surface->traits().window;
    const BasinQuestion longest{with_rate("adam", 0.002), {.steps = 20'000}, 40, 30};
    CHECK(share_differing(BasinSubject{surface, longest, window}) <= most_differing);
    const BasinQuestion widest{with_rate("adam", 0.1), {.steps = 20}, 1024, 1024};
    CHECK(share_differing(BasinSubject{surface, widest, window}) <= most_differing);
}

TEST_CASE("who cancels need not wait for the end of a map") {
    need_device();
    const auto surface = surface_of(standard_selection(*find_row(surfaces(), "himmelblau")));
    const BasinQuestion question{with_rate("adam", 0.1), {.steps = most_descent_steps}, 1024, 1024};
    ThreadPool pool(1);
    pool.cancel();
    CHECK_THROWS_AS(on_gpu(BasinSubject{surface, question, surface->traits().window}, pool), ThreadPool::Cancelled);
}

TEST_CASE("how long the basin maps of docs/performance.md take") {
    need_device();
    ThreadPool pool(4);
    for (const std::string id : {"quadratic_ravine", "himmelblau", "rosenbrock"}) {
        const auto surface = surface_of(standard_selection(*find_row(surfaces(), id)));
        const BasinSubject subject{surface, {with_rate("adam", 0.12)}, surface->traits().window};
        MapRunner<BasinSubject> runner(subject);
        BasinMap map = blank_map(subject, 256, 256);
        double least = 1e9;
        for (int run = 0; run < 9; ++run) {
            const auto begin = std::chrono::steady_clock::now();
            runner.run(map, 0, map.arrivals.size(), pool, gpu());
            const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
            least = std::min(least, taken.count());
        }
        std::printf("basin map 256 × 256, 500 steps of Adam, %s: %.2f ms\n", id.c_str(), least);
        CHECK(map.arrivals.size() == 65536);
    }
}
