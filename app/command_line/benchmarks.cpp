#include "app/command_line/benchmarks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "app/command_line/peak.hpp"
#include "app/command_line/stopwatch.hpp"
#include "engine/core/table.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/race.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/train/trainer.hpp"

namespace ravine {

namespace {

constexpr int runs = 7;
constexpr double least_seconds = 0.08;  // of one run, so that the clock's grain does not matter

/// The standard works: small ones as people play with, and wide ones.
struct TrainingWork {
    std::string_view id;
    std::vector<int> hidden;
    std::string_view activation, loss, optimizer;
    int batch, points;
    int threads;
};

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

Scenario scenario_of(const TrainingWork& work) {
    Scenario scenario = standard_scenario();
    std::get<GeneratorSource>(scenario.data.source).points = work.points;
    scenario.data.validation = 0;
    scenario.network.layers.clear();
    for (const int units : work.hidden)
        scenario.network.layers.push_back(dense_layer(units, std::string(work.activation)));
    scenario.loss = standard_selection(*find_row(losses(), work.loss));
    scenario.optimizer = standard_selection(*find_row(optimizers(), work.optimizer));
    scenario.batch_size = work.batch;
    scenario.stop = {};
    return scenario;
}

/// Median over the runs of work a second; `work` does a piece and returns how much that was.
double median_rate(const std::function<double()>& work) {
    work();  // warms caches and threads up
    std::array<double, runs> rates{};
    for (double& rate : rates) {
        const Stopwatch watch;
        double done = 0;
        while (watch.seconds() < least_seconds) done += work();
        rate = done / watch.seconds();
    }
    std::ranges::sort(rates);
    return rates[runs / 2];
}

/// Weights, without biases.
double weights_of(const Network<float>& network) {
    double weights = 0;
    for (const ParameterBlock& block : network.blocks())
        if (block.is_weight) weights += double(block.size());
    return weights;
}

Measurement measured(std::string_view id, std::string label, std::string_view unit, int threads, double rate,
                     double flops, double peak) {
    const double gigaflops = rate * flops / 1e9;
    return {
        std::string(id), std::move(label), std::string(unit), threads, rate, gigaflops, gigaflops / (peak * threads)};
}

std::string training_label(const TrainingWork& work) {
    return fmt::format("train 2-{}-{}, {}, {}, {}, batch {}, {} points", fmt::join(work.hidden, "-"),
                       work.loss == "mean_squared_error" ? 1 : 2, work.activation, work.loss, work.optimizer,
                       work.batch, work.points);
}

Result<Measurement> measure_training(const TrainingWork& work, double peak) {
    auto trainer = Trainer<float>::create(scenario_of(work), ".", std::make_shared<ThreadPool>(work.threads));
    if (!trainer) return trainer.error();
    Trainer<float>& engine = **trainer;
    const double rate = median_rate([&] {
        const std::uint64_t before = engine.samples_seen();
        for (int step = engine.steps_per_epoch(); step > 0; --step) engine.step(0);
        return double(engine.samples_seen() - before);
    });
    // Forward once, backward twice; the first layer's inputs need no gradient.
    const Network<float>& network = engine.network();
    const double flops = 6 * weights_of(network) - 2.0 * network.inputs() * network.width(0);
    return measured(work.id, training_label(work), "samples", work.threads, rate, flops, peak);
}

Result<Model> picture_model() {
    auto trainer = Trainer<float>::create(scenario_of(picture_work()), ".", std::make_shared<ThreadPool>(1));
    if (!trainer) return trainer.error();
    return (*trainer)->model();
}

Measurement measure_boundary(const Model& model, int threads, double peak) {
    ThreadPool pool(threads);
    const double rate = median_rate([&] {
        const DecisionMap map = evaluate_decision_map(model, {-6, 6, -6, 6}, 256, 256, pool);
        return double(map.columns) * map.rows;
    });
    return measured("boundary_256", "boundary of 2-32-32-2, 256 × 256", "pixels", threads, rate,
                    2 * weights_of(*model.network), peak);
}

Result<Measurement> measure_loss_surface(const Model& model, int threads, double peak) {
    ThreadPool pool(threads);
    const PlaneRow& row = *find_row(planes(), "random");
    const Result<LossPlane> plane = row.build(model, standard_values(row.settings), pool);
    if (!plane) return plane.error();
    const std::atomic<bool> never{false};
    const double rate = median_rate([&] {
        const LossGrid grid = evaluate_loss_grid(model, *plane, 64, 64, pool, never);
        return double(grid.columns) * grid.rows;
    });
    const double flops = 2 * weights_of(*model.network) * double(model.data->count(Split::train));
    return measured("loss_surface_64", "loss of 2-32-32-2 over 1000 points, 64 × 64 places", "losses", threads, rate,
                    flops, peak);
}

Result<Measurement> measure_race() {
    const RaceSpecification race = standard_race();
    constexpr std::uint64_t steps = 1000;
    if (const Result<RaceResult> result = run_race(race, steps); !result) return result.error();
    const double rate = median_rate([&] {
        const Result<RaceResult> result = run_race(race, steps);
        return double(steps) * double(result->paths.size());
    });
    return measured("race", "race of SGD, momentum and Adam on the ravine", "steps", 1, rate, 0, 1);
}

}  // namespace

Result<BenchmarkReport> run_benchmarks() {
    BenchmarkReport report{measure_peak_gigaflops(), {}};
    const double peak = report.peak_gigaflops;
    const Result<Model> model = picture_model();
    if (!model) return model.error();
    std::vector<std::function<Result<Measurement>()>> works;
    for (const TrainingWork& work : training_works()) works.emplace_back([&] { return measure_training(work, peak); });
    for (const int threads : {1, 4})
        works.emplace_back([&, threads] { return measure_boundary(*model, threads, peak); });
    for (const int threads : {1, 4})
        works.emplace_back([&, threads] { return measure_loss_surface(*model, threads, peak); });
    works.emplace_back(measure_race);
    for (const auto& work : works) {
        Result<Measurement> row = work();
        if (!row) return row.error();
        report.rows.push_back(*row);
    }
    return report;
}

}  // namespace ravine
