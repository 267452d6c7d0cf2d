#pragma once
// Training: one step at a time, no thread of its own, no clock, seeded. The same scenario gives the same bits whoever
// calls.

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/result.hpp"
#include "engine/train/earlier_state.hpp"
#include "engine/train/history.hpp"
#include "engine/train/layer_report.hpp"
#include "engine/train/model.hpp"
#include "engine/train/scenario.hpp"
#include "engine/train/stop_rules.hpp"

namespace ravine {

template <class Scalar>
struct Problem;

template <class Scalar>
class Trainer {
  public:
    /// Loads the data and builds everything. `folder`: where relative CSV paths start. `beside`: what data and network
    /// are shared with where they are the same; or null. Where the machine's back end fails, now or later, the CPU goes
    /// on from the last state that the host has, which is that of the last epoch's end or a newer one; or, where it may
    /// not, training stops there as `failed`, until it is resumed, reset, or given another scenario or back end: then
    /// the back end is tried again. One that fails now is an error.
    static Result<std::unique_ptr<Trainer>> create(const Scenario& scenario, const std::string& folder, Machine machine,
                                                   const Problem<Scalar>* beside = nullptr);
    /// Of a problem that has been built. `interrupted`: as interrupt_by() takes it, for the first metrics, too; a
    /// trainer that was interrupted in them is of no use.
    static std::unique_ptr<Trainer> begin(Problem<Scalar> problem, Machine machine,
                                          const std::atomic<bool>* interrupted = nullptr);

    /// Takes another scenario over and keeps what it can: data is reloaded only when its source changed, weights are
    /// kept (carried over to another shape), the optimizer's state is kept while optimizer and shape stay. On error
    /// nothing has changed. An untrained network is initialised anew, as `create` would; a new seed alone changes
    /// nothing of a trained one until reset(). `folder`: where relative CSV paths start now; empty: as before.
    /// `beside`: as in `create`.
    Status apply(const Scenario& scenario, const std::string& folder = {}, const Problem<Scalar>* beside = nullptr);
    /// Back to epoch 0 with the scenario's seed.
    void reset();
    /// The threads from now on; what is trained does not depend on them.
    void use_threads(std::shared_ptr<ThreadPool> pool);
    /// Goes on with another back end from where training is.
    void use_backend(BackendChoice choice);
    /// The one that computes now, and how (Plan::way).
    const BackendRow& backend() const;
    std::string way() const;
    /// What a failure of the back end has led to since the last call: "went on with the CPU from epoch 12: the GPU was
    /// lost"; empty where there was none.
    std::string take_backend_note();

    /// One mini-batch, or as many as the back end takes at once, but no more than `most`; at the end of an epoch the
    /// metrics are measured and the stop rules checked. Returns false, and does nothing, when training has stopped.
    /// `seconds`: training time so far, for the history.
    bool step(double seconds, std::size_t most = std::numeric_limits<std::size_t>::max());
    /// A step ends early while the flag says true, so that a large network can be left in the midst of one. A later
    /// step makes up for it: the mini-batch is taken as if there had been no attempt, and metrics that are owed at the
    /// end of an epoch are measured by a step of their own. Null: never.
    void interrupt_by(const std::atomic<bool>* flag);
    /// Goes on after a stop (the rule that fired is not checked again until the stop rules change or reset()); not
    /// after divergence.
    void resume();
    /// After divergence: back to θ, optimizer state and counters of that epoch. False where there is none.
    bool take_back(EarlierState which);
    /// What was measured there; nothing unless it can be taken back.
    std::optional<HistoryRow> earlier(EarlierState which) const;

    /// For one of several that are trained side by side, which go back together: from now on (or no longer) it does not
    /// decide by its own loss which states are kept, but keeps what keep() says.
    void keep_when_told(bool told);
    /// The present state is what go_back(which) goes back to.
    void keep(EarlierState which);
    /// As take_back, diverged or not.
    void go_back(EarlierState which);
    /// θ and buffers there.
    std::span<const Scalar> kept_parameters(EarlierState which) const;

    const StopState& stop_state() const;
    std::uint64_t epoch() const;         ///< whole epochs done
    std::size_t position() const;        ///< samples of the epoch at hand that have been taken
    std::uint64_t steps() const;         ///< mini-batches done
    std::uint64_t samples_seen() const;  ///< over all steps
    int steps_per_epoch() const;
    double learning_rate() const;  ///< of the next step, schedule included
    const Metrics& train_metrics() const;
    const Metrics& validation_metrics() const;
    double penalty() const;
    const History& history() const;  ///< all rows when `unbounded_history`, else thinned to 4,096
    const ParameterPath& path() const;
    void keep_whole_history();
    /// From now on path() stays empty.
    void keep_no_path();

    /// θ and buffers [network().vector_size()], here as below.
    std::span<const Scalar> parameters() const;
    /// Gradient of the last mini-batch, penalty included; empty before the first step, and while there is no step that
    /// led to these parameters: after another shape, other parameters, or a state taken back.
    std::span<const Scalar> last_gradient() const;
    /// Norm of the last update ‖Δθ‖, buffers left out; NaN where last_gradient is empty. Takes a pass over θ.
    double last_update_norm() const;
    /// What the last step did, layer by layer; empty where last_gradient is. Takes a pass over θ.
    std::vector<LayerStep> layer_steps() const;
    /// Replaces them (from a saved model); the size must fit.
    Status set_parameters(std::span<const Scalar> parameters);

    const Problem<Scalar>& problem() const;
    const Scenario& scenario() const;
    const Network<Scalar>& network() const;
    /// The model as it is now: copies the parameters, shares the rest.
    Model model() const;

    /// Loss and accuracy of the predictions over one split, for any parameters.
    Metrics evaluate(std::span<const Scalar> parameters, Split split) const;
    /// Loss plus penalty of the predictions over the training points for any parameters, and its gradient
    /// [parameter_count()].
    double evaluate_gradient(std::span<const Scalar> parameters, std::span<Scalar> gradient) const;

    ~Trainer();

  private:
    Trainer();
    struct State;
    std::unique_ptr<State> state_;
};

extern template class Trainer<float>;
extern template class Trainer<double>;

}  // namespace ravine
