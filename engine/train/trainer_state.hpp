#pragma once
// Inside of Trainer; included by its sources alone.

#include <optional>

#include "engine/compute/backends.hpp"
#include "engine/train/batch_objective.hpp"
#include "engine/train/batches.hpp"
#include "engine/train/problem.hpp"
#include "engine/train/trainer.hpp"

namespace ravine {

/// How far training has come, and what is copied to come back to later.
template <class Scalar>
struct Progress : TrainingState<Scalar> {
    std::uint64_t epoch = 0;
    std::uint64_t steps = 0;
    std::uint64_t samples_seen = 0;
    std::size_t position = 0;  ///< samples of this epoch already taken
};

template <class Scalar>
struct Trainer<Scalar>::State {
    struct Kept {
        Progress<Scalar> progress;
        HistoryRow row;  ///< measured there
    };

    State(Problem<Scalar> built, Machine where, const std::atomic<bool>* flag = nullptr);

    void start();
    void adopt(Problem<Scalar> next);
    void step(double seconds);
    void use_threads(std::shared_ptr<ThreadPool> threads);
    void take_back(const Kept& kept);
    void keep(EarlierState which);
    const Kept& kept(EarlierState which) const { return which == EarlierState::lowest ? lowest : last_finite; }
    void set_parameters(std::span<const Scalar> parameters);

    const Scenario& scenario() const { return *problem.scenario; }
    double schedule_factor(std::size_t position) const;  ///< of the epoch at hand
    /// The present numbers, to be read, wherever they are computed; and to be changed.
    const Progress<Scalar>& present() {
        plan->fetch(progress, last);
        return progress;
    }
    Progress<Scalar>& changing() {
        plan->fetch(progress, last);
        plan->changed();
        return progress;
    }
    double learning_rate() const { return scenario().optimizer.values[0] * schedule_factor(progress.position); }
    double update_norm();
    double penalty();

    Problem<Scalar> problem;
    Machine machine;
    std::unique_ptr<Plan<Scalar>> plan;
    Batches batches;
    Progress<Scalar> progress;  ///< its numbers are read and changed through present() and changing()
    Kept lowest, last_finite;   ///< as EarlierState says
    bool keeps_when_told = false;
    Progress<Scalar> best;                            ///< kept while patience is a stop rule
    bool trained = false;                             ///< false while θ is as initialised
    bool has_gradient = false;                        ///< false where no step led to these parameters
    LastStep<Scalar> last;                            ///< like the numbers of progress
    std::vector<StepOrder> orders;                    ///< the steps at hand
    std::unique_ptr<BatchObjective> batch_objective;  ///< where the optimizer asks for it
    std::vector<double> precise_parameters, precise_gradient;
    const std::atomic<bool>* interrupted = nullptr;
    Metrics train, validation;
    History history{4096};
    ParameterPath path;
    StopRules rules;
    StopState stop;

  private:
    struct Measured {
        Metrics train, validation;
    };

    std::unique_ptr<Plan<Scalar>> make_plan() const;
    OptimizerState<Scalar> make_optimizer() const;
    std::unique_ptr<BatchObjective> make_objective() const;
    void fit_optimizer(Progress<Scalar>& to) const;
    void continue_from(const Problem<Scalar>& earlier, bool rules_changed);
    void carry_over_from(const Problem<Scalar>& earlier);
    void begin_history();
    void keep(const HistoryRow& row);
    void measure_kept_anew(bool present_is_measured);
    void go_back_to(const Kept& kept);
    Measured measured();
    void measure();
    template <class Work>
    auto interruptible(Work work) -> std::optional<decltype(work())>;
    void take_batches();
    void order_steps();
    StepReport step_by_gradient();
    StepReport step_by_objective(const StepOrder& order);
    void diverge(std::string_view what);
    bool check_measured();
    void end_epoch(double seconds);
    void observe();
    void check_rules();
    void extend_path();
    HistoryRow history_row(double seconds);
};

}  // namespace ravine
