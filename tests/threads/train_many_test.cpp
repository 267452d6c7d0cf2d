// Many networks at once under the thread sanitizer: threads that build what they share, train, deliver, are watched and
// cancelled.

#include "engine/lab/train_many.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/unit/many_trainings.hpp"

using namespace ravine;

namespace {

/// Four data sets, three networks.
std::vector<TrainingJob> some_jobs(std::uint64_t count) {
    std::vector<TrainingJob> jobs;
    for (std::uint64_t i = 0; i < count; ++i) {
        Scenario scenario = short_scenario(i, 3);
        scenario.data.split_seed = i % 4;
        scenario.network.layers = {dense_layer(static_cast<int>(4 + i % 3))};
        if (i % 10 == 9) scenario.ensemble.members = 2;
        jobs.push_back(job_of(scenario));
    }
    return jobs;
}

}  // namespace

TEST_CASE("many networks are trained by several threads while another one reads their progress") {
    const std::vector<TrainingJob> jobs = some_jobs(60);
    JobsProgress progress;
    std::atomic<bool> ended{false};
    std::uint64_t before = 0;
    bool falls = false;
    std::thread watcher([&] {
        while (!ended) {
            const std::uint64_t steps = progress.steps;
            falls = falls || steps < before;
            before = steps;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    const Collected found = collect(jobs, std::make_shared<ThreadPool>(4), &progress);
    ended = true;
    watcher.join();
    CHECK(!falls);
    REQUIRE(found.results.size() == jobs.size());
    for (const std::size_t job : {0, 9, 33, 59})
        CHECK(same_bits(found.results.at(job), trained_alone(*jobs[job].scenario)));
}

TEST_CASE("many networks are cancelled by another thread at any time") {
    const std::vector<TrainingJob> jobs = some_jobs(400);
    for (const int microseconds : {0, 300, 3000, 30000}) {
        std::atomic<bool> cancelled{false};
        std::thread canceller([&] {
            std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
            cancelled = true;
        });
        std::size_t delivered = 0;
        ManyTrainings order{jobs, [&](std::size_t, const TrainedNetwork&) { ++delivered; }};
        order.cancelled = &cancelled;
        const auto end = train_many(order, std::make_shared<ThreadPool>(4));
        canceller.join();
        REQUIRE(end);
        CHECK(end->is_cancelled == (delivered < jobs.size()));
    }
}
