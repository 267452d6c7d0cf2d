// Steps of optimizers that ask the objective.

#include <algorithm>
#include <cmath>

#include "engine/compute/cpu/finite.hpp"
#include "engine/compute/weight_rules.hpp"
#include "engine/core/table.hpp"
#include "engine/train/trainer_state.hpp"

namespace ravine {

/// Null where the optimizer does not ask.
template <class Scalar>
std::unique_ptr<BatchObjective> Trainer<Scalar>::State::make_objective() const {
    if (!find_row(optimizers(), scenario().optimizer.id)->asks_objective()) return nullptr;
    return std::make_unique<BatchObjective>(problem, machine.pool);
}

/// The loss is with the penalty, where the step begins: after the decay of weights. Nothing where it was interrupted.
template <class Scalar>
StepReport Trainer<Scalar>::State::step_by_objective(const StepOrder& order) {
    Progress<Scalar>& now = changing();
    std::vector<Scalar>& parameters = now.parameters;
    const std::span<Scalar> learned = now.learned(*problem.network);
    const Regularization& regularization = scenario().regularization;
    batch_objective->interrupt_by(interrupted);
    last.before.assign(learned.begin(), learned.end());
    decay_weights(regularization, problem.network->blocks(), learning_rate(), parameters.data());
    precise_parameters.assign(parameters.begin(), parameters.end());
    precise_gradient.resize(learned.size());
    batch_objective->take(order.samples, order.pass, precise_parameters);
    const double loss = batch_objective->loss(std::span(precise_parameters).first(learned.size()), precise_gradient);
    batch_objective->remember(precise_parameters);
    if (std::isfinite(loss)) now.optimizer.update(learned, *batch_objective, loss, precise_gradient, order.rate_factor);
    if (batch_objective->is_interrupted()) {
        std::copy(last.before.begin(), last.before.end(), parameters.begin());
        return {};
    }
    limit_norms(regularization, problem.network->blocks(), parameters.data());
    std::copy(precise_parameters.begin() + std::ptrdiff_t(learned.size()), precise_parameters.end(),
              parameters.begin() + std::ptrdiff_t(learned.size()));
    last.gradient.assign(precise_gradient.begin(), precise_gradient.end());
    const auto not_finite = not_finite_among<Scalar>(all_finite<Scalar>(learned), now.buffers(*problem.network));
    return {1, loss, std::isfinite(loss) ? not_finite : "loss"};
}

template std::unique_ptr<BatchObjective> Trainer<float>::State::make_objective() const;
template std::unique_ptr<BatchObjective> Trainer<double>::State::make_objective() const;
template StepReport Trainer<float>::State::step_by_objective(const StepOrder&);
template StepReport Trainer<double>::State::step_by_objective(const StepOrder&);

}  // namespace ravine
