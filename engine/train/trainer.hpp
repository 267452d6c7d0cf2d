#pragma once
// Training: one step at a time, no thread of its own, no clock, seeded. The same scenario gives the same bits whoever
// calls.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/result.hpp"
#include "engine/train/history.hpp"
#include "engine/train/model.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

enum class StopReason { none, epochs, patience, target_loss, diverged };

/// Words for a finished run: "stopped after 1000 epochs", "diverged at step 212: loss is not finite; try a learning
/// rate below 0.03".
struct StopState {
    StopReason reason = StopReason::none;
    std::string words;
};

template <class Scalar>
class Trainer {
  public:
    /// Loads the data and builds everything. `folder`: where relative CSV paths start.
    static Result<std::unique_ptr<Trainer>> create(const Scenario& scenario, const std::string& folder,
                                                   std::shared_ptr<ThreadPool> pool);

    /// Takes another scenario over and keeps what it can: data is reloaded only when its source changed, weights are
    /// kept (carried over to another shape), the optimizer's state is kept while optimizer and shape stay. On error
    /// nothing has changed.
    Status apply(const Scenario& scenario);
    /// Back to epoch 0 with the scenario's seed.
    void reset();

    /// One mini-batch; at the end of an epoch the metrics are measured and the stop rules checked. Returns false, and
    /// does nothing, when training has stopped. `seconds`: training time so far, for the history.
    bool step(double seconds);
    /// Goes on after a stop (the rule that fired is not checked again until the scenario changes); not after
    /// divergence.
    void resume();
    /// θ, optimizer state and counters of the end of the last epoch whose loss was finite.
    bool restore_last_finite();

    const StopState& stop_state() const;
    std::uint64_t epoch() const;         ///< whole epochs done
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

    std::span<const Scalar> parameters() const;
    /// Gradient of the last mini-batch, penalty included; empty before the first step.
    std::span<const Scalar> last_gradient() const;
    /// Norm of the last update ‖Δθ‖; 0 before the first step.
    double last_update_norm() const;
    /// Replaces θ (from a saved model); the size must fit.
    Status set_parameters(std::span<const Scalar> parameters);

    const Scenario& scenario() const;
    const Network<Scalar>& network() const;
    /// The model as it is now: copies θ, shares the rest.
    Model model() const;

    /// Mean loss over one split for any θ [parameter_count()], and the gradient of loss plus penalty over it.
    Metrics evaluate(std::span<const Scalar> parameters, Split split) const;

    ~Trainer();

  private:
    Trainer();
    struct State;
    std::unique_ptr<State> state_;
};

extern template class Trainer<float>;
extern template class Trainer<double>;

}  // namespace ravine
