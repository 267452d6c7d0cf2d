// A back end that takes whole runs: what it is given decides them, and what it does not take or leaves is trained on
// the CPU. It is played by plans of the CPU, so that its bits are known.

#include "engine/compute/whole_runs.hpp"

#include <atomic>
#include <cmath>
#include <optional>
#include <set>
#include <thread>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/cpu/cpu_pictures.hpp"
#include "engine/compute/cpu/cpu_plan.hpp"
#include "engine/core/subnormals.hpp"
#include "engine/train/batches.hpp"
#include "tests/layer_cases.hpp"
#include "tests/unit/many_trainings.hpp"

using namespace ravine;

namespace {

/// Trains one run as its description alone says.
class RunPlayer {
  public:
    explicit RunPlayer(const WholeRun& run)
        : run_(run),
          plan_(make_cpu_plan<float>({run.network, run.train, run.validation, nullptr, run.regularization,
                                      run.optimizer, run.batch_size, std::make_shared<ThreadPool>(1)})),
          state_{run.parameters, {*run.optimizer, run.optimizer_settings, run.network->parameter_count()}} {}

    WholeRunEnd end() && {
        const Subnormals subnormals(true);
        measure();
        while (end_.not_finite.empty() && end_.epochs < run_.epochs) take_epoch();
        if (!end_.not_finite.empty()) measure();
        end_.parameters = state_.parameters;
        return std::move(end_);
    }

  private:
    void measure() {
        end_.train = plan_->metrics(state_, Split::train);
        end_.validation = plan_->metrics(state_, Split::validation);
        if (end_.not_finite.empty() && !std::isfinite(end_.train.loss)) end_.not_finite = "loss";
    }

    void take_epoch() {
        const std::size_t count = run_.train->count();
        batches_.begin_epoch(count, run_.shuffle, run_.seed, end_.epochs);
        for (std::size_t position = 0; position < count; position += run_.batch_size) {
            const double epoch = double(end_.epochs) + double(position) / double(count);
            StepOrder order{
                batches_.batch(position, run_.batch_size), {}, run_.schedule->factor(epoch, run_.schedule_settings)};
            order.pass.training = true;
            order.pass.seed = run_.seed;
            order.pass.step = end_.steps++;
            end_.not_finite = plan_->step(state_, last_, std::array{order}).not_finite;
            if (!end_.not_finite.empty()) return;
        }
        ++end_.epochs;
        measure();
    }

    const WholeRun& run_;
    std::unique_ptr<Plan<float>> plan_;
    TrainingState<float> state_;
    LastStep<float> last_;
    Batches batches_;
    WholeRunEnd end_;
};

// Of the back end that is played, set by a test.
std::optional<std::size_t> fails_after;  // results
std::atomic<std::size_t> whole_runs_ended{0};
int least_batch = 0;
bool has_no_device = false;

bool play_takes(const WholeRun& run) {
    if (has_no_device) throw BackendFailure("there is no device any more");
    return run.batch_size >= std::size_t(least_batch);
}

/// The last come first.
void play_whole_runs(const WholeRunsOrder& order) {
    for (std::size_t run = order.runs.size(); run-- > 0 && !order.cancelled;) {
        if (fails_after && whole_runs_ended == *fails_after) {
            order.progressed(7);
            throw BackendFailure("the device was lost");
        }
        WholeRunEnd end = RunPlayer(order.runs[run]).end();
        const std::uint64_t steps = end.steps;
        order.progressed(steps / 2);
        ++whole_runs_ended;
        order.finished(run, std::move(end));
        order.progressed(steps - steps / 2);
    }
}

const BackendRow& player() {
    static const BackendRow row{
        "player",   "Player",         {},         [] { return Status(); }, make_cpu_plan<float>, make_cpu_plan<double>,
        cpu_passes, cpu_plane_losses, play_takes, play_whole_runs};
    return row;
}

Machine machine(int threads = 3) {
    fails_after.reset();
    whole_runs_ended = 0;
    least_batch = 0;
    has_no_device = false;
    return {std::make_shared<ThreadPool>(threads), {player(), true}};
}

std::vector<Scenario> whole_scenarios() {
    std::vector<Scenario> scenarios(9, short_scenario(0));
    for (std::size_t i = 0; i < scenarios.size(); ++i) scenarios[i].seed = 20 + i;
    scenarios[1].regularization = {0.001, 0.01, 0.02, 2};
    scenarios[2].batch_size = full_batch;
    scenarios[3].shuffle = false;
    scenarios[4].schedule = standard_selection(*find_row(schedules(), "cosine"));
    scenarios[5].network.layers = {dense_layer(8), test::layer_of("batch_norm"), test::layer_of("dropout", {0.2})};
    scenarios[6].ensemble.bootstrap = true;
    scenarios[7].stop.epochs = 0;
    scenarios[8] = diverging_scenario();
    scenarios[8].stop.epochs = 200;
    return scenarios;
}

/// A run cannot say these.
std::vector<Scenario> other_scenarios() {
    std::vector<Scenario> scenarios(6, short_scenario(0));
    scenarios[0].stop.patience = 2;
    scenarios[1].stop.target_loss = 0.1;
    scenarios[2].augmentation.jitter = 0.1;
    scenarios[3].input_noise = {"laplacian", {0.2}};
    scenarios[4].ensemble.members = 2;
    scenarios[5].optimizer = standard_selection(*find_row(optimizers(), "gauss_newton"));
    return scenarios;
}

void check_all(const Collected& found, const std::vector<TrainingJob>& jobs) {
    REQUIRE(found.results.size() == jobs.size());
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        INFO("job " << job);
        CHECK(same_bits(found.results.at(job), trained_alone(*jobs[job].scenario)));
    }
}

void check_steps(const JobsProgress& progress, const Collected& found) {
    std::uint64_t steps = 0;
    for (const auto& [job, result] : found.results) steps += result.model.step;
    CHECK(progress.steps == steps);
    CHECK(progress.steps_in_all == steps);
}

}  // namespace

TEST_CASE("a whole run says all that decides it: a back end gives what Trainer gives, word for word") {
    const std::vector<TrainingJob> jobs = jobs_of(whole_scenarios());
    const Machine on = machine();
    JobsProgress progress;
    const Collected found = collect(jobs, on, &progress);
    CHECK(whole_runs_ended == jobs.size());
    CHECK(found.end.note.empty());
    CHECK(found.results.at(8).stop.reason == StopReason::diverged);
    check_all(found, jobs);
    check_steps(progress, found);
}

TEST_CASE("runs that share data share it on the back end, too") {
    const Machine on = machine();
    const std::vector<TrainingJob> jobs = jobs_of({short_scenario(1), short_scenario(2)});
    const Results results = collect(jobs, on).results;
    CHECK(results.at(0).model.data == results.at(1).model.data);
    CHECK(results.at(0).model.network == results.at(1).model.network);
}

TEST_CASE("what a run cannot say, or the back end does not take, is trained on the CPU at the same time") {
    std::vector<Scenario> scenarios = other_scenarios();
    const std::size_t others = scenarios.size();
    for (const int size : {8, 32}) {
        scenarios.push_back(short_scenario(std::uint64_t(size)));
        scenarios.back().batch_size = size;
    }
    const std::vector<TrainingJob> jobs = jobs_of(scenarios);
    const Machine on = machine();
    least_batch = 10;
    const Collected found = collect(jobs, on);
    CHECK(whole_runs_ended == 1);
    CHECK(scenarios.size() == others + 2);
    check_all(found, jobs);
}

TEST_CASE("what a back end leaves when it fails is trained on the CPU, and the caller is told") {
    const std::vector<TrainingJob> jobs = jobs_of(whole_scenarios());
    for (const std::size_t results : {0, 1, 4}) {
        const Machine on = machine();
        fails_after = results;
        JobsProgress progress;
        const Collected found = collect(jobs, on, &progress);
        CHECK(whole_runs_ended == results);
        CHECK(found.end.note == "the device was lost; the rest was left to the CPU");
        CHECK(!found.end.is_cancelled);
        check_all(found, jobs);
        check_steps(progress, found);
    }
}

TEST_CASE("a back end that fails when it is asked what it takes takes nothing") {
    const std::vector<TrainingJob> jobs = jobs_of(whole_scenarios());
    const Machine on = machine();
    has_no_device = true;
    const Collected found = collect(jobs, on);
    CHECK(found.end.note == "there is no device any more; the rest was left to the CPU");
    check_all(found, jobs);
}

TEST_CASE("where the CPU may not stand in, a failure comes back when the rest has been trained") {
    std::vector<Scenario> scenarios = whole_scenarios();
    scenarios.resize(4);
    for (const Scenario& other : other_scenarios()) scenarios.push_back(other);
    const std::vector<TrainingJob> jobs = jobs_of(scenarios);
    Machine on = machine();
    on.backend.may_fall_back = false;
    fails_after = 1;
    std::set<std::size_t> delivered;
    const ManyTrainings order{jobs, [&](std::size_t job, const TrainedNetwork&) { delivered.insert(job); }};
    CHECK_THROWS_AS(train_many(order, on), BackendFailure);
    CHECK(delivered == std::set<std::size_t>{3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("a back end and the CPU deliver one at a time, and both end when they are cancelled") {
    std::vector<Scenario> scenarios;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        scenarios.push_back(short_scenario(seed));
        scenarios.back().batch_size = seed % 2 == 0 ? 8 : 16;
    }
    const std::vector<TrainingJob> jobs = jobs_of(scenarios);
    const Machine on = machine();
    least_batch = 10;
    std::atomic<bool> cancelled{false}, inside{false};
    std::set<std::size_t> delivered;
    ManyTrainings order{jobs, [&](std::size_t job, const TrainedNetwork&) {
                            CHECK(!inside.exchange(true));
                            CHECK(delivered.insert(job).second);
                            if (delivered.size() == 20) cancelled = true;
                            inside = false;
                        }};
    order.cancelled = &cancelled;
    const auto end = train_many(order, on);
    REQUIRE(end);
    CHECK(end->is_cancelled);
    CHECK(delivered.size() >= 20);
    CHECK(delivered.size() <= 24);
}

TEST_CASE("a receiver that throws on a back end's thread gets its exception back") {
    const Machine on = machine();
    const std::vector<TrainingJob> jobs = jobs_of({short_scenario(1), short_scenario(2)});
    const ManyTrainings order{jobs, [](std::size_t, const TrainedNetwork&) { throw std::runtime_error("full"); }};
    CHECK_THROWS_WITH(train_many(order, on), "full");
}
