#pragma once
// What a back end does for training: with one network, its points and its optimizer it takes steps and measures. Who
// trains asks a plan and does not know where it computes. Making a plan, and every call of it that computes or copies,
// may throw BackendFailure.

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compute/disturbance.hpp"
#include "engine/compute/metrics.hpp"
#include "engine/compute/regularization.hpp"
#include "engine/compute/samples.hpp"
#include "engine/core/parallel.hpp"
#include "engine/data/task.hpp"
#include "engine/network/network.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

/// What a plan is made for. It does not change; what is large is shared.
template <class Scalar>
struct PlanParts {
    std::shared_ptr<const Network<Scalar>> network;
    std::shared_ptr<const Samples<Scalar>> train, validation;
    std::shared_ptr<const Disturbance<Scalar>> disturbance;  ///< of the training samples; may be null
    Regularization regularization;
    const OptimizerRow* optimizer = nullptr;
    std::size_t batch_size = 0;        ///< samples of a step, at most
    std::shared_ptr<ThreadPool> pool;  ///< the host's threads
};

/// What steps change: all that is copied to come back to later.
template <class Scalar>
struct TrainingState {
    std::vector<Scalar> parameters;  ///< θ, which the optimizer moves, and buffers
    OptimizerState<Scalar> optimizer;

    std::span<Scalar> learned(const Network<Scalar>& network) {
        return std::span(parameters).first(network.parameter_count());
    }
    std::span<Scalar> buffers(const Network<Scalar>& network) {
        return std::span(parameters).subspan(network.parameter_count());
    }
};

/// What the last step did.
template <class Scalar>
struct LastStep {
    std::vector<Scalar> gradient;  ///< of its mini-batch, penalty included [parameter_count()]
    std::vector<Scalar> before;    ///< θ before it
};

/// A step: the mini-batch to learn from.
struct StepOrder {
    std::span<const std::uint32_t> samples;  ///< indices of its training samples
    Pass pass;                               ///< how they go through; their numbers are set by the plan
    double rate_factor = 1;                  ///< of the learning rate, from the schedule
};

struct StepReport {
    std::size_t taken = 0;        ///< steps, the one included that gave what is not finite
    double loss = 0;              ///< of the last one's mini-batch, before the step and without the penalty
    std::string_view not_finite;  ///< what is not after the last one: "loss" (θ stayed), "a weight", …; else empty
};

/// One object serves one caller at a time. `state` and `last` are the caller's and always the same two objects. A back
/// end elsewhere keeps its own of them from step to step: what the caller reads, it fetches first; what it has changed,
/// it tells. A step or fetch that throws BackendFailure may leave both objects half changed.
template <class Scalar>
class Plan {
  public:
    virtual ~Plan() = default;

    /// How it computes for a network of this size, in a few words to be shown: "4 threads", "one block, 64 steps a
    /// launch".
    virtual std::string way() const = 0;

    /// From now on every call ends early while the flag says true; what it gives is then of no use. Null: never.
    virtual void interrupt_by(const std::atomic<bool>* flag) = 0;

    /// How many steps are worth a call.
    virtual std::size_t steps_at_once() const = 0;
    /// Takes these steps: gradient and penalty, decay of weights, optimizer, bounds on norms, what layers remember. The
    /// same bits for any number of threads, and of steps at once. It ends after a step that gives what is not finite;
    /// an interrupted step, and those after it, are not taken.
    virtual StepReport step(TrainingState<Scalar>& state, LastStep<Scalar>& last,
                            std::span<const StepOrder> orders) = 0;
    /// Brings the caller's objects up to the last step.
    virtual void fetch(TrainingState<Scalar>& state, LastStep<Scalar>& last) = 0;
    /// The caller has changed its state: the next step starts from there.
    virtual void changed() = 0;

    /// Mean loss, and accuracy where there are classes, of the state's predictions; NaN where there are no samples.
    virtual Metrics metrics(const TrainingState<Scalar>& state, Split split) = 0;
    /// The same for any θ and buffers [vector_size()].
    virtual Metrics metrics(std::span<const Scalar> parameters, Split split) = 0;
    /// Mean loss of the predictions over the training samples for any θ and buffers, without the penalty, and its
    /// gradient [parameter_count()].
    virtual double gradient(std::span<const Scalar> parameters, std::span<Scalar> gradient) = 0;
};

}  // namespace ravine
