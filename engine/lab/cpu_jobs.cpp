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

    /// True where it has told.
    bool set(std::uint64_t steps) {
        if (steps < told_ + at_once_) return false;
        tell(steps);
        return true;
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

/// Threads of those who have found no job any more, for those who still have one.
class SpareThreads {
  public:
    void give(int threads) { spare_ += threads; }
    int take() { return spare_ == 0 ? 0 : spare_.exchange(0); }

  private:
    std::atomic<int> spare_{0};
};

/// Trains one job after another, with threads of its own.
class Worker {
  public:
    Worker(JobBoard& board, SpareThreads& spare, std::shared_ptr<ThreadPool> pool)
        : board_(board), spare_(spare), pool_(std::move(pool)) {}
    ~Worker() { spare_.give(pool_->threads()); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void train(std::size_t job) {
        if (board_.job(job).scenario->ensemble.members > 1) return train_ensemble(job);
        const auto trainer = Trainer<float>::begin(board_.problem(job), pool_, &board_.cancelled());
        trainer->keep_no_path();
        const bool is_large = work_of_step(board_, job) > worth_sharing;
        run(*trainer, job, [&] {
            if (is_large && take_spare()) trainer->use_threads(pool_);
        });
    }

  private:
    static constexpr double worth_sharing = 3e6;  // multiplications, some hundred microseconds

    void train_ensemble(std::size_t job) {
        const TrainingJob& it = board_.job(job);
        const auto ensemble = EnsembleTrainer::create(*it.scenario, it.folder, pool_, &board_.problem(job)).value();
        ensemble->interrupt_by(&board_.cancelled());
        for (const auto& member : ensemble->members()) member->keep_no_path();
        run(*ensemble, job, [] {});
    }

    /// Trains to the end, unless it is cancelled, and delivers. Now and then it calls `between` steps.
    template <class SomeTrainer, class Between>
    void run(SomeTrainer& trainer, std::size_t job, const Between& between) {
        StepCount count(board_, job);
        while (!board_.cancelled() && trainer.step(0))
            if (count.set(trainer.steps())) between();
        count.tell(trainer.steps());
        if (trainer.stop_state().reason == StopReason::none || board_.cancelled()) return;
        board_.deliver(job, trainer.steps(), result_of(trainer));
    }

    /// False where there are none.
    bool take_spare() {
        const int more = spare_.take();
        if (more > 0) pool_ = std::make_shared<ThreadPool>(pool_->threads() + more);
        return more > 0;
    }

    JobBoard& board_;
    SpareThreads& spare_;
    std::shared_ptr<ThreadPool> pool_;
};

/// For each of so many that work at the same time; one alone has them all.
std::shared_ptr<ThreadPool> pool_of_one(const std::shared_ptr<ThreadPool>& pool, std::size_t at_once) {
    if (at_once == 1) return pool;
    return std::make_shared<ThreadPool>(pool->threads() / static_cast<int>(at_once));
}

}  // namespace

void train_on_cpu(JobBoard& board, std::vector<std::size_t> jobs, const std::shared_ptr<ThreadPool>& pool) {
    const std::size_t at_once = std::min(jobs.size(), static_cast<std::size_t>(pool->threads()));
    order_by_work(board, jobs);
    SpareThreads spare;
    if (at_once > 0) spare.give(pool->threads() % static_cast<int>(at_once));
    std::atomic<std::size_t> next{0};
    pool->for_each(at_once, [&](std::size_t) {
        const Subnormals subnormals(true);
        Worker worker(board, spare, pool_of_one(pool, at_once));
        try {
            for (std::size_t i = next++; i < jobs.size() && !board.cancelled(); i = next++) worker.train(jobs[i]);
        } catch (...) {
            next = jobs.size();  // the others end, too
            throw;
        }
    });
}

}  // namespace ravine
