#include "app/command_line/benchmarks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>

#include "app/command_line/many_work.hpp"
#include "app/command_line/peak.hpp"
#include "app/command_line/product_work.hpp"
#include "app/command_line/timing.hpp"
#include "app/command_line/training_work.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/table.hpp"
#include "engine/landscape/basins.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/map_runner.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

namespace {

constexpr std::string_view many_id = "many_2_8_8_2", boundary_id = "boundary_256", loss_surface_id = "loss_surface_64",
                           race_id = "race", widths_id = "widths", products_id = "products", large_id = "large";

/// The standard works: small ones as people play with, and wide ones.
const std::vector<TrainingWork>& training_works() {
    static const std::vector<TrainingWork> works{
        {"train_2_4_2_1", {4, 2}, "tanh", "mean_squared_error", "sgd", 10, 500, 1},
        {"train_2_8x6_1", {8, 8, 8, 8, 8, 8}, "tanh", "mean_squared_error", "sgd", 10, 500, 1},
        {"train_2_32_32_2", {32, 32}, "relu", "categorical_cross_entropy", "adam", 32, 1000, 1},
        {"train_2_64x3_2", {64, 64, 64}, "relu", "categorical_cross_entropy", "adam", 128, 10000, 1},
        {"train_2_256x3_2", {256, 256, 256}, "relu", "categorical_cross_entropy", "adam", 256, 10000, 1},
        {"train_2_256x3_2", {256, 256, 256}, "relu", "categorical_cross_entropy", "adam", 256, 10000, 4},
    };
    return works;
}

const TrainingWork& picture_work() { return training_works()[2]; }

/// How the cost of a sample and parameter changes with a network's width.
const std::vector<TrainingWork>& width_works() {
    static const std::vector<TrainingWork> works = [] {
        std::vector<TrainingWork> found;
        for (const int units : {32, 48, 64, 96, 128, 192, 256, 384, 512})
            found.push_back(
                {widths_id, {units, units, units}, "relu", "categorical_cross_entropy", "adam", 128, 1280, 1});
        return found;
    }();
    return works;
}

/// What a GPU is for; PyTorch does the same on one in tests/bench/peer_cuda.py.
const std::vector<TrainingWork>& large_works() {
    static const std::vector<TrainingWork> works{
        {large_id, {32, 32}, "tanh", "categorical_cross_entropy", "adam", 32, 1024, hardware_threads()},
        {large_id, {256, 256, 256}, "relu", "categorical_cross_entropy", "adam", 4096, 32768, hardware_threads()},
    };
    return works;
}

/// A row to measure; `work` does a piece and returns how much that was.
struct Benchmark {
    Measurement row;
    std::function<double()> work;
    double least_seconds = usual_seconds;
};

/// The peak is measured before each run and after it, so that both see the same of what else the machine does.
Measurement measured(const Benchmark& benchmark, int runs) {
    rate_of(benchmark.work, benchmark.least_seconds);  // the processor's clock rises, caches fill, threads spread
    const auto peak = [&] { return measure_peak_gigaflops(benchmark.row.threads, benchmark.least_seconds / 4); };
    std::vector<double> rates, peaks;
    for (int run = 0; run < runs; ++run) {
        const double before = peak();
        rates.push_back(rate_of(benchmark.work, benchmark.least_seconds));
        peaks.push_back((before + peak()) / 2);
    }
    Measurement row = benchmark.row;
    row.per_second = median(rates);
    row.peak_gigaflops = median(peaks);
    return row;
}

/// Weights, without biases.
double weights_of(const Network<float>& network) {
    double weights = 0;
    for (const ParameterBlock& block : network.blocks())
        if (block.is_weight) weights += double(block.size());
    return weights;
}

std::string training_label(const TrainingWork& work) {
    return fmt::format("train 2-{}-{}, {}, {}, {}, batch {}, {} points", fmt::join(work.hidden, "-"),
                       work.loss == "mean_squared_error" ? 1 : 2, work.activation, work.loss, work.optimizer,
                       work.batch, work.points);
}

/// The samples of an epoch go forward once and backward twice, and forward once more where the epoch is measured; the
/// first layer's inputs need no gradient.
double training_flops(const Network<float>& network) {
    return 8 * weights_of(network) - 2.0 * network.inputs() * network.width(0);
}

/// Its arithmetic is set against the CPU's peak, so that of another back end is not counted.
double counted_flops(const BackendChoice& backend, double flops) { return backend.row == &cpu_backend() ? flops : 0; }

Result<Benchmark> training_benchmark(const TrainingWork& work, BackendChoice backend) {
    const Result<RunningWork> running = RunningWork::begin(scenario_of(work), work.threads, backend);
    if (!running) return running.error();
    const Network<float>& network = running->trainer->network();
    Measurement row{std::string(work.id),
                    training_label(work),
                    "samples",
                    work.threads,
                    0,
                    counted_flops(backend, training_flops(network))};
    row.parameters = network.parameter_count();
    return Benchmark{row, [running = *running] { return running.train_epoch(); }};
}

Result<Benchmark> many_benchmark(std::string_view id, std::size_t networks, int threads, BackendChoice backend) {
    const Scenario scenario = scenario_of_many();
    const Result<RunningWork> running = RunningWork::begin(scenario, 1);
    if (!running) return running.error();
    const double samples = double(*scenario.stop.epochs) * 200;
    const std::string label = fmt::format(
        "{} networks 2-8-8-2 at once, tanh, categorical_cross_entropy, adam, batch 20, 200 points, 200 epochs",
        networks);
    return Benchmark{{std::string(id), label, "networks", threads, 0,
                      counted_flops(backend, samples * training_flops(running->trainer->network()))},
                     train_many_work(networks, Machine(std::make_shared<ThreadPool>(threads), backend))};
}

Result<Model> picture_model() {
    const Result<RunningWork> running = RunningWork::begin(scenario_of(picture_work()), 1);
    if (!running) return running.error();
    return running->trainer->model();
}

Result<Benchmark> boundary_benchmark(int threads, BackendChoice backend) {
    const Result<Model> model = picture_model();
    if (!model) return model.error();
    const auto pool = std::make_shared<ThreadPool>(threads);
    return Benchmark{
        {std::string(boundary_id), "boundary of 2-32-32-2, 256 × 256", "pixels", threads, 0,
         counted_flops(backend, 2 * weights_of(*model->network))},
        [model = *model, pool, backend] {
            const DecisionMap map = evaluate_decision_map(model, {-6, 6, -6, 6}, 256, 256, *pool, false, *backend.row);
            return double(map.columns) * map.rows;
        }};
}

/// Of so many places along each side.
Result<Benchmark> loss_surface_benchmark(std::string_view id, int places, int threads, BackendChoice backend) {
    const Result<Model> model = picture_model();
    if (!model) return model.error();
    const auto pool = std::make_shared<ThreadPool>(threads);
    const PlaneRow& row = *find_row(planes(), "random");
    const Result<LossPlane> plane = row.build(*model, standard_values(row.settings), *pool);
    if (!plane) return plane.error();
    const double flops =
        counted_flops(backend, 2 * weights_of(*model->network) * double(model->data->count(Split::train)));
    const std::string label = fmt::format("loss of 2-32-32-2 over 1000 points, {0} × {0} places", places);
    return Benchmark{
        {std::string(id), label, "losses", threads, 0, flops}, [model = *model, plane = *plane, places, pool, backend] {
            const std::atomic<bool> never{false};
            const LossGrid grid = evaluate_loss_grid(model, plane, places, places, *pool, never, *backend.row);
            return double(grid.columns) * grid.rows;
        }};
}

Result<Benchmark> race_benchmark() {
    const RaceSpecification race = standard_race();
    constexpr std::uint64_t steps = 1000;
    if (const Result<RaceResult> result = run_race(race, steps); !result) return result.error();
    return Benchmark{{std::string(race_id), "race of SGD, momentum and Adam on the ravine", "steps"}, [race] {
                         const Result<RaceResult> result = run_race(race, steps);
                         return double(steps) * double(result->paths.size());
                     }};
}

struct BasinWork {
    std::string_view id, surface;
};
constexpr BasinWork basin_works[] = {{"basins_256_ravine", "quadratic_ravine"},
                                     {"basins_256_himmelblau", "himmelblau"},
                                     {"basins_256_rosenbrock", "rosenbrock"}};

/// With Adam as the standard race has it.
Result<Benchmark> basin_benchmark(const BasinWork& work, int threads, BackendChoice backend) {
    const SurfaceRow& row = *find_row(surfaces(), work.surface);
    const auto surface = make_surface(standard_selection(row));
    if (!surface) return surface.error();
    const BasinSubject subject{*surface, {standard_race().racers.back().optimizer}, row.window};
    const std::string label = fmt::format("basin map 256 × 256, 500 steps of Adam, {}", row.label);
    const auto pool = std::make_shared<ThreadPool>(threads);
    const auto runner = std::make_shared<MapRunner<BasinSubject>>(subject);
    return Benchmark{{std::string(work.id), label, "steps", threads}, [subject, runner, pool, backend] {
                         BasinMap map = blank_map(subject, subject.question.columns, subject.rows());
                         runner->run(map, 0, map.arrivals.size(), *pool, *backend.row);
                         return double(map.arrivals.size()) * subject.question.conditions.steps;
                     }};
}

/// There are many, and each is short.
Benchmark product_benchmark(const ProductWork& work) {
    const std::string label = fmt::format("{} {}-{}, batch {}", work.product, work.inputs, work.outputs, work.samples);
    return {{std::string(products_id), label, "products", 1, 0, work.flops()}, work.prepare(), 0.02};
}

/// What it takes to get a row ready is done when its turn comes.
struct BenchmarkRow {
    std::string_view id;
    std::function<Result<Benchmark>()> prepare;
};

std::vector<BenchmarkRow> benchmark_rows(BackendChoice backend) {
    std::vector<BenchmarkRow> rows;
    for (const TrainingWork& work : training_works())
        rows.push_back({work.id, [&work, backend] { return training_benchmark(work, backend); }});
    // As many as take some tenths of a second on one thread, or as fill a back end that takes them whole.
    const std::size_t networks = backend.row->whole_runs ? 10000 : 100;
    for (const int threads : {1, 4})
        rows.push_back({many_id, [=] { return many_benchmark(many_id, networks, threads, backend); }});
    for (const int threads : {1, 4})
        rows.push_back({boundary_id, [threads, backend] { return boundary_benchmark(threads, backend); }});
    for (const int threads : {1, 4})
        rows.push_back({loss_surface_id,
                        [threads, backend] { return loss_surface_benchmark(loss_surface_id, 64, threads, backend); }});
    rows.push_back({race_id, race_benchmark});
    for (const BasinWork& work : basin_works)
        for (const int threads : {1, 4})
            rows.push_back({work.id, [&work, threads, backend] { return basin_benchmark(work, threads, backend); }});
    return rows;
}

std::vector<BenchmarkRow> width_rows(BackendChoice backend) {
    std::vector<BenchmarkRow> rows;
    for (const TrainingWork& work : width_works())
        rows.push_back({work.id, [&work, backend] { return training_benchmark(work, backend); }});
    return rows;
}

std::vector<BenchmarkRow> product_rows(BackendChoice) {
    std::vector<BenchmarkRow> rows;
    for (const ProductWork& work : product_works())
        rows.push_back({products_id, [work] { return product_benchmark(work); }});
    return rows;
}

std::vector<BenchmarkRow> large_rows(BackendChoice backend) {
    std::vector<BenchmarkRow> rows;
    for (const TrainingWork& work : large_works())
        rows.push_back({work.id, [&work, backend] { return training_benchmark(work, backend); }});
    const int threads = hardware_threads();
    rows.push_back({large_id, [=] { return many_benchmark(large_id, 10000, threads, backend); }});
    rows.push_back({large_id, [=] { return loss_surface_benchmark(large_id, 512, threads, backend); }});
    return rows;
}

/// Rows that are measured only when they are asked for, all of them together.
struct BenchmarkSeries {
    std::string_view id;
    std::vector<BenchmarkRow> (*rows)(BackendChoice backend);
};
constexpr BenchmarkSeries series[]{{widths_id, width_rows}, {products_id, product_rows}, {large_id, large_rows}};

std::vector<BenchmarkRow> rows_for(std::string_view only, BackendChoice backend) {
    const auto found = std::ranges::find(series, only, &BenchmarkSeries::id);
    return found == std::end(series) ? benchmark_rows(backend) : found->rows(backend);
}

std::string known_rows() {
    std::string known;
    std::string_view before;
    for (const BenchmarkRow& row : benchmark_rows({})) {
        if (row.id != before) known += std::string(row.id) + ", ";
        before = row.id;
    }
    return known + fmt::format("{}", fmt::join(series | std::views::transform(&BenchmarkSeries::id), ", "));
}

}  // namespace

Result<std::vector<Measurement>> run_benchmarks(const BenchmarkChoice& choice) {
    std::vector<Measurement> measurements;
    for (const BenchmarkRow& row : rows_for(choice.only, choice.backend)) {
        if (!choice.only.empty() && row.id != choice.only) continue;
        const Result<Benchmark> benchmark = row.prepare();
        if (!benchmark) return benchmark.error();
        measurements.push_back(measured(*benchmark, choice.runs));
    }
    if (measurements.empty()) return input_error("no row '" + choice.only + "'", "--only", "known: " + known_rows());
    return measurements;
}

}  // namespace ravine
