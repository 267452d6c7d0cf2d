#pragma once
// Inside of Trainer; included by its sources alone.

#include <optional>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/train/batch_objective.hpp"
#include "engine/train/batches.hpp"
#include "engine/train/problem.hpp"
#include "engine/train/trainer.hpp"

namespace ravine {

/// What training changes, and what is copied to come back to later.
template <class Scalar>
struct Progress {
    std::vector<Scalar> parameters;  ///< θ, which the optimizer moves, and buffers
    OptimizerState<Scalar> optimizer;
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

    State(Problem<Scalar> built, std::shared_ptr<ThreadPool> threads);

    void start();
    void adopt(Problem<Scalar> next);
    void step(double seconds);
    void use_threads(std::shared_ptr<ThreadPool> threads);
    void take_back(const Kept& kept);
    void keep(EarlierState which);
    const Kept& kept(EarlierState which) const { return which == EarlierState::lowest ? lowest : last_finite; }
    void set_parameters(std::span<const Scalar> parameters);

    const Scenario& scenario() const { return *problem.scenario; }
    double schedule_factor() const;
    std::span<Scalar> learned() { return std::span(progress.parameters).first(problem.network->parameter_count()); }
    double learning_rate() const { return scenario().optimizer.values[0] * schedule_factor(); }
    double update_norm() const;
    double penalty() const;

    Problem<Scalar> problem;
    std::shared_ptr<ThreadPool> pool;
    Evaluation<Scalar> evaluation;
    Batches batches;
    Progress<Scalar> progress;
    Kept lowest, last_finite;  ///< as EarlierState says
    bool keeps_when_told = false;
    Progress<Scalar> best;      ///< kept while patience is a stop rule
    bool trained = false;       ///< false while θ is as initialised
    bool has_gradient = false;  ///< false where no step led to these parameters
    std::vector<Scalar> gradient, next_gradient;
    std::vector<Scalar> before;                       ///< θ before the last step
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

    Evaluation<Scalar> make_evaluation() const;
    OptimizerState<Scalar> make_optimizer() const;
    std::unique_ptr<BatchObjective> make_objective() const;
    std::vector<Scalar> initial_parameters() const;
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
    void take_batch();
    Pass training_pass() const;
    std::optional<double> step_by_gradient(std::span<const std::uint32_t> indices);
    std::optional<double> step_by_objective(std::span<const std::uint32_t> indices);
    void diverge(std::string_view what);
    bool check_measured();
    void update();
    void end_epoch(double seconds);
    void observe();
    void check_rules();
    void extend_path();
    HistoryRow history_row(double seconds) const;
};

}  // namespace ravine
