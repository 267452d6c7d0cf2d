#include "engine/lab/whole_jobs.hpp"

#include <memory>
#include <utility>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/penalty.hpp"
#include "engine/core/table.hpp"

namespace ravine {

namespace {

/// Whether a run can say all that the job asks for.
bool is_whole(const TrainingJob& job, const Problem<float>& problem) {
    const Scenario& scenario = *job.scenario;
    return scenario.ensemble.members == 1 && !scenario.stop.patience && !scenario.stop.target_loss &&
           !problem.disturbance && !find_row(optimizers(), scenario.optimizer.id)->asks_objective();
}

WholeRun run_of(const Problem<float>& problem) {
    const Scenario& scenario = *problem.scenario;
    WholeRun run;
    run.network = problem.network;
    run.train = problem.train;
    run.validation = problem.validation;
    run.regularization = scenario.regularization;
    run.optimizer = find_row(optimizers(), scenario.optimizer.id);
    run.optimizer_settings = scenario.optimizer.values;
    run.schedule = problem.schedule;
    run.schedule_settings = scenario.schedule.values;
    run.batch_size = samples_per_step(scenario, problem.train->count());
    run.shuffle = scenario.shuffle;
    run.seed = scenario.seed;
    run.epochs = static_cast<std::uint64_t>(*scenario.stop.epochs);
    run.parameters = initial_parameters(problem);
    return run;
}

/// Of the step that would be next, or whose outcome is not finite, as Trainer::learning_rate() has it.
double learning_rate_at(const WholeRun& run, const WholeRunEnd& end) {
    const std::uint64_t points = run.train->count(), steps_of_epoch = (points + run.batch_size - 1) / run.batch_size;
    const std::uint64_t begun = end.steps - end.epochs * steps_of_epoch;  // of an epoch that has not ended
    const std::uint64_t position = begun == 0 ? 0 : (begun - 1) * run.batch_size;
    const double epoch = double(end.epochs) + double(position) / double(points);
    return run.optimizer_settings[0] * run.schedule->factor(epoch, run.schedule_settings);
}

StopState stop_at(const WholeRun& run, const Scenario& scenario, const WholeRunEnd& end) {
    if (end.not_finite.empty()) return StopRules().check(scenario.stop, end.epochs);
    return diverged(end.steps, end.not_finite, learning_rate_at(run, end));
}

TrainedNetwork result_of(const Problem<float>& problem, const WholeRun& run, WholeRunEnd end) {
    TrainedNetwork result;
    result.stop = stop_at(run, *problem.scenario, end);
    result.train = end.train;
    result.validation = end.validation;
    result.penalty = penalty_value(run.regularization, run.network->blocks(), end.parameters.data());
    result.learning_rate = learning_rate_at(run, end);
    auto parameters = std::make_shared<const std::vector<float>>(std::move(end.parameters));
    result.model = {problem.scenario, problem.data, problem.single_network, problem.inputs, std::move(parameters), {},
                    end.epochs,       end.steps};
    return result;
}

}  // namespace

WholeJobs::WholeJobs(JobBoard& board, const Machine& machine) : board_(board), backend_(*machine.backend.row) {
    std::vector<WholeRun> runs(board.size());
    try {
        machine.pool->for_each(backend_.takes ? board.size() : 0, [&](std::size_t job) {
            if (!is_whole(board.job(job), board.problem(job))) return;
            WholeRun run = run_of(board.problem(job));
            if (backend_.takes(run)) runs[job] = std::move(run);
        });
    } catch (const BackendFailure& failure) {
        failure_ = failure.what();
    }
    for (std::size_t job = 0; job < board.size(); ++job) {
        const bool is_taken = runs[job].network != nullptr;
        (is_taken ? jobs_ : others_).push_back(job);
        if (is_taken) runs_.push_back(std::move(runs[job]));
    }
    is_finished_.resize(runs_.size());
}

void WholeJobs::train() {
    if (!failure_.empty()) return;
    const WholeRunsOrder order{runs_, [this](std::size_t run, WholeRunEnd end) { finish(run, std::move(end)); },
                               [this](std::uint64_t steps) { count_steps(steps); }, board_.cancelled()};
    try {
        backend_.whole_runs(order);
    } catch (const BackendFailure& failure) {
        failure_ = failure.what();
        board_.count_steps(-static_cast<std::int64_t>(counted_));
    }
}

void WholeJobs::finish(std::size_t run, WholeRunEnd end) {
    const std::uint64_t steps = end.steps;
    const std::size_t job = jobs_[run];
    counted_ -= steps;
    is_finished_[run] = true;
    board_.deliver(job, steps, result_of(board_.problem(job), runs_[run], std::move(end)));
}

void WholeJobs::count_steps(std::uint64_t steps) {
    counted_ += steps;
    board_.count_steps(static_cast<std::int64_t>(steps));
}

std::vector<std::size_t> WholeJobs::left() const {
    std::vector<std::size_t> left;
    for (std::size_t run = 0; run < jobs_.size(); ++run)
        if (!is_finished_[run]) left.push_back(jobs_[run]);
    return left;
}

}  // namespace ravine
