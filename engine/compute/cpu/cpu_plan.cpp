#include "engine/compute/cpu/cpu_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/compute/cpu/finite.hpp"
#include "engine/compute/penalty.hpp"
#include "engine/compute/weight_rules.hpp"

namespace ravine {

namespace {

template <class Scalar>
class CpuPlan final : public Plan<Scalar> {
  public:
    explicit CpuPlan(PlanParts<Scalar> parts)
        : parts_(std::move(parts)),
          evaluation_(parts_.network, parts_.pool, std::max(parts_.train->count(), parts_.validation->count())) {}

    std::string way() const override {
        return fmt::format("{} thread{}", parts_.pool->threads(), parts_.pool->threads() == 1 ? "" : "s");
    }

    void interrupt_by(const std::atomic<bool>* flag) override {
        interrupted_ = flag;
        evaluation_.interrupt_by(flag);
    }

    std::size_t steps_at_once() const override { return 1; }
    StepReport step(TrainingState<Scalar>& state, LastStep<Scalar>& last, std::span<const StepOrder> orders) override {
        StepReport report;
        for (const StepOrder& order : orders)
            if (!take(order, state, last, report) || !report.not_finite.empty()) break;
        return report;
    }

    void fetch(TrainingState<Scalar>&, LastStep<Scalar>&) override {}
    void changed() override {}

    Metrics metrics(const TrainingState<Scalar>& state, Split split) override {
        return metrics(std::span(state.parameters), split);
    }
    Metrics metrics(std::span<const Scalar> parameters, Split split) override {
        return evaluation_.metrics(parameters.data(), split == Split::train ? *parts_.train : *parts_.validation);
    }

    double gradient(std::span<const Scalar> parameters, std::span<Scalar> gradient) override {
        std::vector<std::uint32_t> all(parts_.train->count());
        std::iota(all.begin(), all.end(), std::uint32_t{0});
        return evaluation_.gradient(parameters.data(), *parts_.train, all, gradient.data());
    }

  private:
    /// False where it was interrupted.
    bool take(const StepOrder& order, TrainingState<Scalar>& state, LastStep<Scalar>& last, StepReport& report) {
        const std::size_t count = parts_.network->parameter_count();
        next_gradient_.resize(count);
        last.gradient.resize(count);
        last.before.resize(count);
        const double loss = evaluation_.begin_gradient(state.parameters.data(), *parts_.train, order.samples,
                                                       next_gradient_.data(), order.pass, parts_.disturbance.get());
        if (interrupted_ != nullptr && *interrupted_) return false;
        last.gradient.swap(next_gradient_);
        const std::string_view not_finite = learn(state, last, std::isfinite(loss), order.rate_factor);
        report = {report.taken + 1, loss, std::isfinite(loss) ? not_finite : "loss"};
        return true;
    }

    /// What a step does to θ.
    struct Move {
        OptimizerState<Scalar>& optimizer;
        std::span<Scalar> learned, gradient;
        Scalar* before;
        double rate;
        const double* settings;  ///< of the optimizer; null: θ stays where it is
    };

    /// Completes the gradient and moves θ, or leaves it where it is; says what is not finite then.
    std::string_view learn(TrainingState<Scalar>& state, LastStep<Scalar>& last, bool moves, double rate_factor) {
        OptimizerState<Scalar>& optimizer = state.optimizer;
        const Move move = {optimizer,
                           state.learned(*parts_.network),
                           last.gradient,
                           last.before.data(),
                           optimizer.settings[0] * rate_factor,
                           moves ? optimizer.begin_step(rate_factor) : nullptr};
        std::atomic<bool> is_finite = true;
        evaluation_.complete_gradient(last.gradient.data(), [&](Part part) {
            if (!learn_part(move, part)) is_finite = false;
        });
        if (moves) {
            limit_norms(parts_.regularization, parts_.network->blocks(), move.learned.data());
            evaluation_.remember(state.parameters.data());
        }
        return not_finite_among<Scalar>(is_finite, state.buffers(*parts_.network));
    }

    /// All that is done to a part of θ, while it and its gradient are in the cache; false where it is not finite then.
    bool learn_part(const Move& move, Part part) const {
        const std::span<Scalar> own = move.learned.subspan(part.begin, part.end - part.begin);
        std::ranges::copy(own, move.before + part.begin);
        if (move.settings) {
            const auto blocks = parts_.network->blocks();
            add_penalty_gradient(parts_.regularization, blocks, move.learned.data(), move.gradient.data(), part);
            decay_weights(parts_.regularization, blocks, move.rate, move.learned.data(), part);
            move.optimizer.update_part(part, move.learned, move.gradient, move.settings);
        }
        return all_finite<Scalar>(own);
    }

    PlanParts<Scalar> parts_;
    Evaluation<Scalar> evaluation_;
    const std::atomic<bool>* interrupted_ = nullptr;
    std::vector<Scalar> next_gradient_;  // the last one stays where a step is interrupted
};

}  // namespace

template <class Scalar>
std::unique_ptr<Plan<Scalar>> make_cpu_plan(PlanParts<Scalar> parts) {
    return std::make_unique<CpuPlan<Scalar>>(std::move(parts));
}

template std::unique_ptr<Plan<float>> make_cpu_plan(PlanParts<float>);
template std::unique_ptr<Plan<double>> make_cpu_plan(PlanParts<double>);

}  // namespace ravine
