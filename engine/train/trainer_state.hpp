#pragma once
// Inside of Trainer; included by its sources alone.

#include <optional>
#include <string>
#include <utility>

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
    void step(double seconds, std::size_t most);
    void use_threads(std::shared_ptr<ThreadPool> threads);
    void use_backend(BackendChoice choice);
    void try_again();
    void take_back(const Kept& kept);
    void keep(EarlierState which);
    const Kept& kept(EarlierState which) const { return which == EarlierState::lowest ? lowest : last_finite; }
    void set_parameters(std::span<const Scalar> parameters);

    const Scenario& scenario() const { return *problem.scenario; }
    double schedule_factor(std::size_t position) const;  ///< of the epoch at hand
    /// The present numbers, to be read, wherever they are computed; and to be changed.
    const Progress<Scalar>& present() {
        fetch();
        return progress;
    }
    Progress<Scalar>& changing() {
        fetch();
        ask([](Plan<Scalar>& it) { it.changed(); });
        return progress;
    }
    /// What the call of the plan gives; or of the CPU's, where the back end fails.
    template <class Call>
    auto ask(Call call) -> decltype(call(std::declval<Plan<Scalar>&>())) {
        try {
            return call(*plan);
        } catch (const BackendFailure& failure) {
            fall_back(failure.what());
        }
        return call(*plan);
    }
    const StopState& present_stop() const { return failed.reason == StopReason::none ? stop : failed; }
    double learning_rate() const { return scenario().optimizer.values[0] * schedule_factor(progress.position); }
    double update_norm();
    double penalty();

    Problem<Scalar> problem;
    Machine machine;
    std::unique_ptr<Plan<Scalar>> plan;
    const BackendRow* backend = nullptr;  ///< the plan's
    std::string backend_note;             ///< see Trainer::take_backend_note
    StopState failed;                     ///< in place of `stop`, where the back end has failed and nobody stands in
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
    const std::atomic<bool>* heeded = nullptr;  ///< what the plan is interrupted by at present
    bool is_ahead = false;                      ///< the plan has taken steps that are not fetched yet
    Metrics train, validation;
    History history{4096};
    ParameterPath path;
    StopRules rules;
    StopState stop;

  private:
    struct Measured {
        Metrics train, validation;
    };

    PlanParts<Scalar> plan_parts() const;
    void renew_plan();
    void fall_back(const std::string& why);
    const Kept& newest_kept() const;
    void fetch();
    void let_interrupt(const std::atomic<bool>* flag);
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
    bool ends_epoch();
    void take_batches(std::size_t most);
    void order_steps(std::size_t most);
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
