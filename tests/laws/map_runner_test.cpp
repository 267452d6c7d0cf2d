// Who computes a map of descents, and that it is the same map.

#include "engine/landscape/map_runner.hpp"

#include <string>

#include "engine/landscape/surface_specification.hpp"
#include "tests/catch.hpp"
#include "tests/host_descents.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

/// Rows that take the CPU's for all but maps.
const BackendRow& row_named(std::string_view id) {
    static BackendRow host = cpu_backend(), broken = cpu_backend();
    host.id = "host";
    broken.id = "broken";
    return id == "host" ? host : broken;
}

class BrokenDescents final : public DescentPlan {
  public:
    std::size_t cells_at_once() const override { return 1; }
    void run(const DescentCells& cells, const ThreadPool&) override {
        cells.arrivals[0] = {17, 17};
        throw BackendFailure("the GPU was lost");
    }
};

constexpr DescentBackend runner_table[] = {
    {"host", test::make_host_descents},
    {"broken", [](DescentLists) -> std::unique_ptr<DescentPlan> { return std::make_unique<BrokenDescents>(); }}};

Selection at_rate(const std::string& optimizer, double learning_rate) {
    Selection selection = standard_selection(*find_row(optimizers(), optimizer));
    selection.values[0] = learning_rate;
    return selection;
}

std::shared_ptr<const Surface> ground_of(const SurfaceSpecification& specification) {
    return make_surface(specification).value();
}

BasinSubject basins_of(std::shared_ptr<const Surface> surface, const Selection& optimizer) {
    const Window window = surface->traits().window;
    return {std::move(surface), {optimizer, {.steps = 80, .gradient_noise = 0.01, .seed = 4}, 21, 17}, window};
}

RateSubject rates_of(std::shared_ptr<const Surface> surface, const Selection& optimizer) {
    const std::array<double, 2> start = surface->traits().start;
    return {std::move(surface), {optimizer, start, {.steps = 80}, 19, 13}};
}

/// In two pieces.
template <class Subject>
ArrivalMap<Subject> map_by(const Subject& subject, const BackendRow& backend) {
    const test::OneWidth plain(vectors::Width::plain);  // products and sums are rounded one by one, as in the tests
    ThreadPool pool(2);
    ArrivalMap<Subject> map = blank_map(subject, subject.question.columns, subject.rows());
    MapRunner<Subject> runner(subject, runner_table);
    const std::size_t cells = map.arrivals.size(), part = cells / 3;
    runner.run(map, 0, part, pool, backend);
    runner.run(map, part, cells - part, pool, backend);
    return map;
}

template <class Subject>
double share_alike(const Subject& subject) {
    const auto expected = map_by(subject, cpu_backend()), map = map_by(subject, row_named("host"));
    double alike = 0;
    for (std::size_t i = 0; i < map.arrivals.size(); ++i) alike += map.arrivals[i] == expected.arrivals[i] ? 1 : 0;
    return alike / double(map.arrivals.size());
}

#if defined(__x86_64__) && !defined(__FMA__)
constexpr double least_alike = 1;
#else  // products and sums may be rounded together, here in other places than in the engine
constexpr double least_alike = 0.98;
#endif

}  // namespace

TEST_CASE("basins and rate maps are the same, whoever computes them") {
    const TypedFormula formula{"(x² + y − 11)² + (x + a·y² − 7)²", {{"a", 1.1}}, {-5, 5, -5, 5}};
    for (const SurfaceSpecification& specification :
         {SurfaceSpecification(Selection{"quadratic_ravine", {30, 20}}), SurfaceSpecification(formula)})
        for (const std::string id : {"sgd", "momentum", "adam", "nadam", "rmsprop"}) {
            INFO(id);
            test::HostDescents::cells_run = 0;
            CHECK(share_alike(basins_of(ground_of(specification), at_rate(id, 0.01))) >= least_alike);
            const RateSubject rates = rates_of(ground_of(specification), at_rate(id, 0.01));
            CHECK(share_alike(rates) >= least_alike);
            CHECK(test::HostDescents::cells_run == std::size_t(21 * 17 + 19 * rates.rows()));
        }
}

TEST_CASE("a back end computes what it can, and the CPU the rest, which the caller is told") {
    const auto surface = ground_of(Selection{"himmelblau", {}});
    const BackendRow& host = row_named("host");
    MapRunner<BasinSubject> adam(basins_of(surface, at_rate("adam", 0.1)), runner_table);
    CHECK(&adam.who_computes(host) == &host);
    CHECK(adam.cells_at_once(host) == test::HostDescents::at_once);
    CHECK(&adam.who_computes(cpu_backend()) == &cpu_backend());
    CHECK(adam.cells_at_once(cpu_backend()) == 1);
    const BasinSubject subject = basins_of(surface, at_rate("newton", 1));
    MapRunner<BasinSubject> newton(subject, runner_table);
    CHECK(&newton.who_computes(host) == &cpu_backend());
    CHECK(map_by(subject, host).arrivals == map_by(subject, cpu_backend()).arrivals);
}

TEST_CASE("a back end that fails says so, and the CPU can take over in the middle of a map") {
    const BasinSubject subject = basins_of(ground_of(Selection{"beale", {}}), at_rate("momentum", 0.001));
    ThreadPool pool(2);
    BasinMap map = blank_map(subject, 21, 17);
    MapRunner<BasinSubject> runner(subject, runner_table);
    runner.run(map, 0, 60, pool, cpu_backend());
    for (int again = 0; again < 2; ++again)
        CHECK_THROWS_AS(runner.run(map, 60, 100, pool, row_named("broken")), BackendFailure);
    runner.run(map, 60, map.arrivals.size() - 60, pool, cpu_backend());
    CHECK(map.arrivals == whole_map(subject, pool).arrivals);
}
