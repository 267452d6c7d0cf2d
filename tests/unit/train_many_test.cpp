// Many networks at once on the CPU: the bits of each alone, shared data, errors, progress, cancelling.

#include "engine/lab/train_many.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "tests/layer_cases.hpp"
#include "tests/unit/many_trainings.hpp"

using namespace ravine;

namespace {

/// One of each kind of training there is.
std::vector<Scenario> various_scenarios() {
    std::vector<Scenario> scenarios;
    const auto add = [&](const auto& change) {
        Scenario scenario = short_scenario(100 + scenarios.size());
        change(scenario);
        scenarios.push_back(scenario);
    };
    add([](Scenario&) {});
    add([](Scenario& it) { it.optimizer = standard_selection(*find_row(optimizers(), "sgd")); });
    add([](Scenario& it) { it.optimizer = standard_selection(*find_row(optimizers(), "gauss_newton")); });
    add([](Scenario& it) { it.regularization = {0.001, 0.01, 0.02, 2}; });
    add([](Scenario& it) { it.batch_size = full_batch; });
    add([](Scenario& it) { it.shuffle = false; });
    add([](Scenario& it) { it.schedule = standard_selection(*find_row(schedules(), "cosine")); });
    add([](Scenario& it) { it.stop.epochs = 0; });
    add([](Scenario& it) { it.data.validation = 0; });
    add([](Scenario& it) { it.ensemble = {3, true}; });
    add([](Scenario& it) { it.ensemble.bootstrap = true; });
    add([](Scenario& it) { it.augmentation.jitter = 0.1; });
    add([](Scenario& it) { it.input_noise = {"laplacian", {0.2}}; });
    add([](Scenario& it) { it.features = {"x1", "x2", "sin_x1"}, it.standardize = true; });
    add([](Scenario& it) {
        it.network.layers = {dense_layer(8), test::layer_of("batch_norm"), test::layer_of("dropout", {0.2})};
    });
    add([](Scenario& it) {
        it.stop = {60, 2, {}};
        it.optimizer.values[0] = 1;
    });
    add([](Scenario& it) { it.stop = {60, {}, 0.5}; });
    scenarios.push_back(diverging_scenario());
    scenarios.back().stop.epochs = 200;
    return scenarios;
}

std::vector<TrainingJob> seeds(std::size_t count, int epochs = 4) {
    std::vector<TrainingJob> jobs;
    for (std::size_t seed = 0; seed < count; ++seed) jobs.push_back(job_of(short_scenario(seed, epochs)));
    return jobs;
}

Machine threads(int count) { return {std::make_shared<ThreadPool>(count)}; }

Error error_of(const std::vector<TrainingJob>& jobs, int thread_count) {
    bool is_trained = false;
    const auto end =
        train_many({jobs, [&](std::size_t, const TrainedNetwork&) { is_trained = true; }}, threads(thread_count));
    CHECK(!is_trained);
    REQUIRE(!end);
    return end.error();
}

}  // namespace

TEST_CASE("each of many networks has the bits that it has alone, for any number of threads and in any order") {
    const std::vector<Scenario> scenarios = various_scenarios();
    std::vector<TrainedNetwork> alone;
    for (const Scenario& scenario : scenarios) alone.push_back(trained_alone(scenario));
    CHECK(alone.back().stop.reason == StopReason::diverged);
    CHECK(alone[15].stop.reason == StopReason::patience);
    CHECK(alone[16].stop.reason == StopReason::target_loss);

    const std::vector<TrainingJob> jobs = jobs_of(scenarios);
    std::vector<std::size_t> order(jobs.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (const int count : {1, 3, 8}) {
        std::ranges::shuffle(order, std::mt19937(static_cast<unsigned>(count)));
        std::vector<TrainingJob> shuffled;
        for (const std::size_t job : order) shuffled.push_back(jobs[job]);
        const Collected found = collect(shuffled, threads(count));
        CHECK(!found.end.is_cancelled);
        CHECK(found.end.note.empty());
        REQUIRE(found.results.size() == jobs.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            INFO(count << " threads, scenario " << order[i]);
            CHECK(same_bits(found.results.at(i), alone[order[i]]));
            CHECK(found.results.at(i).model.scenario->seed == scenarios[order[i]].seed);
        }
    }
}

TEST_CASE("few networks have several threads each, those that are left have more, and the same bits") {
    Scenario scenario = short_scenario(3, 2);
    scenario.network.layers = {dense_layer(200), dense_layer(200)};
    scenario.batch_size = full_batch;
    std::get<GeneratorSource>(scenario.data.source).points = 1000;
    Scenario longer = scenario;
    longer.stop.epochs = 12;
    const TrainedNetwork alone = trained_alone(scenario), longer_alone = trained_alone(longer);
    for (const std::size_t count : {1, 2, 3, 7}) {
        std::vector<TrainingJob> jobs(count, job_of(scenario));
        jobs.back() = job_of(longer);
        for (const auto& [job, result] : collect(jobs, threads(5)).results)
            CHECK(same_bits(result, job + 1 == count ? longer_alone : alone));
    }
}

TEST_CASE("data and networks that are alike are built once") {
    std::vector<Scenario> scenarios(6, short_scenario(1));
    for (std::size_t i = 0; i < scenarios.size(); ++i) scenarios[i].seed = i;
    scenarios[3].data.split_seed = 2;
    scenarios[4].network.layers.pop_back();
    scenarios[5].data.split_seed = 2;
    for (const int count : {1, 4}) {
        const Results results = collect(jobs_of(scenarios), threads(count)).results;
        const auto data = [&](std::size_t job) { return results.at(job).model.data; };
        const auto network = [&](std::size_t job) { return results.at(job).model.network; };
        for (const std::size_t like : {1, 2, 4}) CHECK(data(like) == data(0));
        CHECK(data(3) != data(0));
        CHECK(data(5) == data(3));
        for (const std::size_t like : {1, 2, 3, 5}) CHECK(network(like) == network(0));
        CHECK(network(4) != network(0));
    }
}

TEST_CASE("a result keeps no path, and its data as long as somebody has it") {
    std::weak_ptr<const Dataset> data;
    {
        const Results results = collect(seeds(3), threads(2)).results;
        data = results.at(1).model.data;
        for (const auto& [job, result] : results) CHECK(result.model.path.empty());
        CHECK(!data.expired());
    }
    CHECK(data.expired());
}

TEST_CASE("a bad job is named with its number and key before anything is trained, the first of several") {
    std::vector<TrainingJob> jobs = seeds(40);
    Scenario bad = short_scenario(1);
    bad.optimizer.values[0] = -1;
    jobs[17] = job_of(bad);
    bad = short_scenario(1);
    bad.data.source = CsvSource{"no such file.csv"};
    jobs[23] = jobs[30] = job_of(bad);
    for (const int count : {1, 4}) {
        const Error error = error_of(jobs, count);
        CHECK(error.where == "jobs[17]: optimizer.learning_rate");
        CHECK(error.fault == Fault::input);
    }
    jobs[17] = jobs[0];
    CHECK_THAT(error_of(jobs, 4).message(), StartsWith("jobs[23]: ") && contains_text("no such file.csv"));
}

TEST_CASE("a job that names no last epoch is an error") {
    Scenario endless = short_scenario(1);
    endless.stop = {{}, 5, 0.1};
    CHECK(error_of({job_of(short_scenario(1)), job_of(endless)}, 2).where == "jobs[1]: stop.epochs");
}

TEST_CASE("no jobs are trained at once") {
    JobsProgress progress;
    progress.steps = 5;
    CHECK(collect({}, threads(2), &progress).results.empty());
    CHECK(progress.steps == 0);
}

TEST_CASE("progress counts results and steps, and comes to its end where networks stop early") {
    for (const int count : {1, 3}) {
        JobsProgress progress;
        std::uint64_t taken = 0;
        std::size_t results = 0;
        const std::vector<TrainingJob> jobs = jobs_of(various_scenarios());
        ManyTrainings order{jobs, [&](std::size_t, const TrainedNetwork& result) {
                                taken += result.model.step;
                                CHECK(progress.finished == results++);
                                CHECK(progress.steps >= taken);
                                CHECK(progress.steps_in_all >= progress.steps);
                            }};
        order.progress = &progress;
        REQUIRE(train_many(order, threads(count)));
        CHECK(progress.finished == jobs.size());
        CHECK(progress.steps == taken);
        CHECK(progress.steps_in_all == taken);
    }
}

TEST_CASE("results come to one thread at a time") {
    std::atomic<int> inside{0}, most{0};
    const std::vector<TrainingJob> jobs = seeds(60, 1);
    const auto end = train_many({jobs,
                                 [&](std::size_t, const TrainedNetwork&) {
                                     most = std::max(most.load(), ++inside);
                                     std::this_thread::yield();
                                     --inside;
                                 }},
                                threads(4));
    REQUIRE(end);
    CHECK(most == 1);
}

TEST_CASE("once it is cancelled, nothing more is delivered, and what has finished has been") {
    for (const int count : {1, 4}) {
        std::atomic<bool> cancelled{false};
        Results results;
        const std::vector<TrainingJob> jobs = seeds(50);
        ManyTrainings order{jobs, [&](std::size_t job, TrainedNetwork result) {
                                results.emplace(job, std::move(result));
                                if (results.size() == 5) cancelled = true;
                            }};
        order.cancelled = &cancelled;
        const auto end = train_many(order, threads(count));
        REQUIRE(end);
        CHECK(end->is_cancelled);
        CHECK(results.size() >= 5);
        CHECK(results.size() < 5 + std::size_t(count));  // those that were just being delivered
        for (const auto& [job, result] : results) CHECK(same_bits(result, trained_alone(*jobs[job].scenario)));
    }
}

TEST_CASE("large networks that would train for hours end when they are cancelled, in the midst of a step or before") {
    Scenario large = short_scenario(1, 1000000);
    large.network.layers = {dense_layer(400), dense_layer(400)};
    large.batch_size = full_batch;
    std::get<GeneratorSource>(large.data.source).points = 20000;
    const std::vector<TrainingJob> jobs(3, job_of(large));
    for (const int milliseconds : {0, 5, 50, 300}) {
        std::atomic<bool> cancelled{milliseconds == 0};
        std::jthread canceller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
            cancelled = true;
        });
        bool is_delivered = false;
        ManyTrainings order{jobs, [&](std::size_t, const TrainedNetwork&) { is_delivered = true; }};
        order.cancelled = &cancelled;
        const auto end = train_many(order, threads(2));
        REQUIRE(end);
        CHECK(end->is_cancelled);
        CHECK(!is_delivered);
    }
}

TEST_CASE("what a receiver of results throws ends the trainings and comes back") {
    for (const int count : {1, 4}) {
        std::atomic<int> results{0};
        const std::vector<TrainingJob> jobs = seeds(100, 1);
        const ManyTrainings order{jobs, [&](std::size_t, const TrainedNetwork&) {
                                      if (++results == 3) throw std::runtime_error("full");
                                  }};
        CHECK_THROWS_WITH(train_many(order, threads(count)), "full");
        CHECK(results < 3 + 2 * count);
    }
}
