#include "engine/lab/cpu_jobs.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <utility>

#include "engine/core/subnormals.hpp"
#include "engine/lab/ensemble_trainer.hpp"

namespace ravine {

namespace {

/// Of a step, in multiplications: what an optimizer and a call cost beside the products.
double work_of_step(const JobBoard& board, std::size_t job) {
    constexpr double of_call = 1e4, products = 3;  // of a weight and sample: forward, and two backward
    const Problem<float>& problem = board.problem(job);
    const Scenario& scenario = *board.job(job).scenario;
    const auto parameters = double(problem.network->parameter_count());
    const auto samples = double(samples_per_step(scenario, problem.train->count()));
    return (of_call + products * samples * parameters) * scenario.ensemble.members;
}

double work_of_job(const JobBoard& board, std::size_t job) {
    const Scenario& scenario = *board.job(job).scenario;
    const auto points = double(board.problem(job).train->count());
    const double steps = std::ceil(points / double(samples_per_step(scenario, board.problem(job).train->count())));
    return work_of_step(board, job) * steps * double(*scenario.stop.epochs);
}

/// The longest come first, so that at the end no thread is left alone with one; of equal ones, the first.
void order_by_work(const JobBoard& board, std::vector<std::size_t>& jobs) {
    std::vector<double> work(board.size());
    for (const std::size_t job : jobs) work[job] = work_of_job(board, job);
    std::ranges::stable_sort(jobs, std::ranges::greater(), [&](std::size_t job) { return work[job]; });
}

/// Tells the board of steps, some milliseconds of them at a time, as all threads tell it.
class StepCount {
  public:
    StepCount(JobBoard& board, std::size_t job)
        : board_(board),
          at_once_(static_cast<std::uint64_t>(std::max(1.0, worth_telling / work_of_step(board, job)))) {}

    void set(std::uint64_t steps) {
        if (steps >= told_ + at_once_) tell(steps);
    }
    void tell(std::uint64_t steps) {
        board_.count_steps(static_cast<std::int64_t>(steps - told_));
        told_ = steps;
    }

  private:
    static constexpr double worth_telling = 1e7;  // multiplications: a thread does some 1e10 a second

    JobBoard& board_;
    const std::uint64_t at_once_;
    std::uint64_t told_ = 0;
};

template <class SomeTrainer>
TrainedNetwork result_of(const SomeTrainer& trainer) {
    return {trainer.model(),   trainer.stop_state(),   trainer.train_metrics(), trainer.validation_metrics(),
            trainer.penalty(), trainer.learning_rate()};
}

/// Trains to the end, unless it is cancelled, and delivers.
template <class SomeTrainer>
void run(SomeTrainer& trainer, JobBoard& board, std::size_t job) {
    StepCount count(board, job);
    while (!board.cancelled() && trainer.step(0)) count.set(trainer.steps());
    count.tell(trainer.steps());
    if (trainer.stop_state().reason == StopReason::none || board.cancelled()) return;
    board.deliver(job, trainer.steps(), result_of(trainer));
}

void train_ensemble(JobBoard& board, std::size_t job, const Machine& machine) {
    const TrainingJob& it = board.job(job);
    auto ensemble = EnsembleTrainer::create(*it.scenario, it.folder, machine, &board.problem(job)).value();
    ensemble->interrupt_by(&board.cancelled());
    for (const auto& member : ensemble->members()) member->keep_no_path();
    run(*ensemble, board, job);
}

void train(JobBoard& board, std::size_t job, const Machine& machine) {
    if (board.job(job).scenario->ensemble.members > 1) return train_ensemble(board, job, machine);
    const auto trainer = Trainer<float>::begin(board.problem(job), machine, &board.cancelled());
    trainer->keep_no_path();
    run(*trainer, board, job);
}

}  // namespace

void train_on_cpu(JobBoard& board, std::vector<std::size_t> jobs, const std::shared_ptr<ThreadPool>& pool) {
    const auto threads = static_cast<std::size_t>(pool->threads());
    const std::size_t at_once = std::min(jobs.size(), threads);
    const int threads_each = static_cast<int>(threads / std::max<std::size_t>(1, at_once));
    order_by_work(board, jobs);
    std::atomic<std::size_t> next{0};
    pool->for_each(at_once, [&](std::size_t) {
        const Subnormals subnormals(true);
        const Machine machine(at_once == 1 ? pool : std::make_shared<ThreadPool>(threads_each));
        try {
            for (std::size_t i = next++; i < jobs.size() && !board.cancelled(); i = next++)
                train(board, jobs[i], machine);
        } catch (...) {
            next = jobs.size();  // the others end, too
            throw;
        }
    });
}

}  // namespace ravine
