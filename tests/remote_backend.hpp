#pragma once
// A back end that is not the CPU: its numbers are elsewhere, and what the host has of them is worthless until it is
// fetched. Where a test wants it, it fails when it is asked for something the n-th time, as one whose device is lost.

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/backends.hpp"
#include "engine/compute/cpu/cpu_pictures.hpp"
#include "engine/compute/cpu/cpu_plan.hpp"

namespace ravine::test {

/// What a back end is asked for.
enum class Call { make, step, fetch, changed, metrics, gradient, passes, plane_losses };
inline constexpr std::array plan_calls = {Call::make,    Call::step,    Call::fetch,
                                          Call::changed, Call::metrics, Call::gradient};

/// When the back end fails next; a lost device fails at every call.
class Fate {
  public:
    void fail_at(Call call, int time) {
        call_ = call;
        left_ = time;
        is_lost_ = false;
    }
    void never() {
        left_ = std::numeric_limits<int>::max();
        is_lost_ = false;
    }
    bool is_lost() const { return is_lost_; }
    void meet(Call call) {
        if (call == call_ && --left_ == 0) is_lost_ = true;
        if (is_lost_) throw BackendFailure("the device was lost: it was unplugged");
    }

    std::atomic<std::size_t> most_steps{0};  ///< at once, so far

  private:
    std::atomic<Call> call_{Call::make};
    std::atomic<int> left_{std::numeric_limits<int>::max()};
    std::atomic<bool> is_lost_{false};
};

inline Fate fate;

template <class Scalar>
class RemotePlan final : public Plan<Scalar> {
  public:
    explicit RemotePlan(PlanParts<Scalar> parts) : cpu_(make_cpu_plan(std::move(parts))) { fate.meet(Call::make); }

    std::string way() const override { return "far away"; }
    void interrupt_by(const std::atomic<bool>* flag) override { cpu_->interrupt_by(flag); }
    std::size_t steps_at_once() const override { return 3; }

    StepReport step(TrainingState<Scalar>& state, LastStep<Scalar>& last, std::span<const StepOrder> orders) override {
        take(state);
        spoil(state, last);
        fate.meet(Call::step);
        fate.most_steps = std::max<std::size_t>(fate.most_steps, orders.size());
        is_ahead_ = true;
        return cpu_->step(*state_, last_, orders);
    }
    void fetch(TrainingState<Scalar>& state, LastStep<Scalar>& last) override {
        if (!is_ahead_) return;
        fate.meet(Call::fetch);
        is_ahead_ = false;
        state = *state_;
        last = last_;
    }
    void changed() override {
        fate.meet(Call::changed);
        state_.reset();
    }

    Metrics metrics(const TrainingState<Scalar>& state, Split split) override {
        fate.meet(Call::metrics);
        take(state);
        return cpu_->metrics(*state_, split);
    }
    Metrics metrics(std::span<const Scalar> parameters, Split split) override {
        fate.meet(Call::metrics);
        return cpu_->metrics(parameters, split);
    }
    double gradient(std::span<const Scalar> parameters, std::span<Scalar> gradient) override {
        fate.meet(Call::gradient);
        return cpu_->gradient(parameters, gradient);
    }

  private:
    void take(const TrainingState<Scalar>& state) {
        if (!state_) state_ = std::make_unique<TrainingState<Scalar>>(state);
    }
    static void spoil(TrainingState<Scalar>& state, LastStep<Scalar>& last) {
        for (std::vector<Scalar>* each : {&state.parameters, &state.optimizer.vectors, &last.gradient, &last.before})
            each->assign(each->size(), std::numeric_limits<Scalar>::quiet_NaN());
    }

    std::unique_ptr<Plan<Scalar>> cpu_;
    std::unique_ptr<TrainingState<Scalar>> state_;  // none: the caller's is newer
    LastStep<Scalar> last_;
    bool is_ahead_ = false;
};

template <class Scalar>
std::unique_ptr<Plan<Scalar>> make_remote_plan(PlanParts<Scalar> parts) {
    return std::make_unique<RemotePlan<Scalar>>(std::move(parts));
}

/// It takes other parts than the CPU, in another order, and has given the first of them when it fails.
inline void remote_passes(const PassesOrder& order, ThreadPool&) {
    constexpr int most = 7;
    NetworkWorkspace<float> workspace = order.network.make_workspace(most);
    for (int first = (order.samples - 1) / most * most; first >= 0; first -= most) {
        const int count = std::min(most, order.samples - first);
        order.fill(first, count, workspace.activations[0].data());
        order.network.forward(order.parameters.data(), workspace, {count});
        order.receive({0, first, count, workspace.activations});
        fate.meet(Call::passes);
    }
}

inline void remote_plane_losses(const PlaneLossesOrder& order, ThreadPool& pool) {
    order.losses.front() = 0;
    fate.meet(Call::plane_losses);
    cpu_plane_losses(order, pool);
}

inline Status device_is_there() {
    if (fate.is_lost()) return system_error("no device is plugged in");
    return {};
}

/// The CPU, the remote one, and one that is never there.
inline std::span<const BackendRow> backends_with_remote() {
    static const std::array<BackendRow, 3> table = [] {
        BackendRow remote = cpu_backend(), absent = cpu_backend();
        remote.id = "remote";
        remote.label = "Remote";
        remote.available = device_is_there;
        remote.plan_single = make_remote_plan<float>;
        remote.plan_precise = make_remote_plan<double>;
        remote.passes = remote_passes;
        remote.plane_losses = remote_plane_losses;
        remote.device = [] { return std::string("Model 7"); };
        absent.id = "absent";
        absent.label = "Absent";
        absent.available = [] { return Status(system_error("its driver is too old")); };
        return std::array{cpu_backend(), remote, absent};
    }();
    return table;
}

inline const BackendRow& remote_backend() { return backends_with_remote()[1]; }

}  // namespace ravine::test
