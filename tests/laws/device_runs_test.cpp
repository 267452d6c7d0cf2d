// Whole training runs by the blocks of a device, which the host's threads take the place of.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/lab/train_many.hpp"
#include "tests/catch.hpp"
#include "tests/device_backends.hpp"
#include "tests/device_cases.hpp"

using namespace ravine;

namespace {

std::vector<TrainingJob> jobs_of(const std::vector<test::DeviceCase>& cases) {
    std::vector<TrainingJob> jobs;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        Scenario scenario = cases[i].scenario;
        scenario.stop = {};
        scenario.stop.epochs = 3 + int(i % 4);
        scenario.seed = 100 + i;
        jobs.push_back({std::make_shared<const Scenario>(scenario)});
    }
    return jobs;
}

std::atomic<int> runs_of_device{0};

BackendRow counting_row() {
    BackendRow row = test::block_backend();
    row.whole_runs = [](const WholeRunsOrder& order) {
        runs_of_device += int(order.runs.size());
        test::block_backend().whole_runs(order);
    };
    return row;
}

std::vector<TrainedNetwork> trained(const std::vector<TrainingJob>& jobs, const BackendRow& row) {
    std::vector<TrainedNetwork> results(jobs.size());
    ManyTrainings order{jobs, {}};
    order.finished = [&](std::size_t job, TrainedNetwork result) { results[job] = std::move(result); };
    const auto end = train_many(order, {std::make_shared<ThreadPool>(2), row});
    if (!end) FAIL(end.error().message());
    CHECK(end->note.empty());
    return results;
}

}  // namespace

TEST_CASE("A block trains whole runs as the CPU does, with every row that it takes") {
    const std::vector<test::DeviceCase> cases = test::device_cases();
    const std::vector<TrainingJob> jobs = jobs_of(cases);
    const std::vector<TrainedNetwork> expected = trained(jobs, cpu_backend());
    runs_of_device = 0;
    static const BackendRow row = counting_row();
    const std::vector<TrainedNetwork> found = trained(jobs, row);
    CHECK(runs_of_device > int(jobs.size()) * 3 / 4);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        INFO(cases[i].name);
        const std::vector<float>&a = *found[i].model.parameters, &b = *expected[i].model.parameters;
        REQUIRE(a.size() == b.size());
        double apart = 0, size = 0;
        for (std::size_t k = 0; k < a.size(); ++k) {
            apart += std::pow(double(a[k]) - double(b[k]), 2);
            size += std::pow(double(b[k]), 2);
        }
        CHECK(std::sqrt(apart / size) < 1e-4);
        CHECK(found[i].model.epoch == expected[i].model.epoch);
        CHECK(found[i].model.steps == expected[i].model.steps);
        CHECK(found[i].train.loss == Approx(expected[i].train.loss).epsilon(1e-4));
        CHECK(found[i].validation.loss == Approx(expected[i].validation.loss).epsilon(1e-4));
        CHECK(found[i].stop.reason == expected[i].stop.reason);
    }
}

TEST_CASE("A run that diverges ends as on the CPU, and the others go on") {
    std::vector<test::DeviceCase> cases;
    for (const double rate : {0.01, 10.0, 0.02}) {
        Scenario scenario = test::with_points(test::device_scenario(), Task::regress, 0);
        scenario.network.layers = {dense_layer(4, "linear")};
        scenario.loss = {"mean_squared_error", {}};
        scenario.optimizer.values = {rate};
        cases.push_back({"", scenario});
    }
    std::vector<TrainingJob> jobs = jobs_of(cases);
    for (TrainingJob& job : jobs) {
        Scenario scenario = *job.scenario;
        scenario.stop.epochs = 40;
        job.scenario = std::make_shared<const Scenario>(scenario);
    }
    const std::vector<TrainedNetwork> expected = trained(jobs, cpu_backend()),
                                      found = trained(jobs, test::block_backend());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        CHECK(found[i].stop.words == expected[i].stop.words);
        CHECK(found[i].model.steps == expected[i].model.steps);
        CHECK(found[i].model.epoch == expected[i].model.epoch);
    }
    CHECK(found[1].stop.reason == StopReason::diverged);
    CHECK(found[2].stop.reason == StopReason::epochs);
}
