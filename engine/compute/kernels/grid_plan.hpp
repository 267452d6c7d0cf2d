#pragma once
// The plan for networks that no block can hold: each operation is a launch over the whole device or one of its
// library's products, and all launches of a step are recorded once and then replayed.

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/compute/kernels/device_plan.hpp"
#include "engine/compute/kernels/grid_network.hpp"

namespace ravine::kernels {

/// `Device` also has a Recording: replay(key, launches) calls `launches` once for each key, and then does what that
/// has launched again.
template <class S, class Device>
class GridPlan final : public DevicePlan<S, Device> {
  public:
    GridPlan(std::shared_ptr<Device> device, PlanParts<S> parts)
        : DevicePlan<S, Device>(std::move(device), std::move(parts)),
          learning_(this->device(), this->program(), learned_at_once(), true),
          measuring_(this->device(), this->program(), samples_at_once(), false),
          status_(this->device()),
          sums_(this->device()),
          recording_(this->device()) {
        sums_.resize(2);
    }

    std::string way() const override { return std::string(Device::products) + " in a CUDA graph"; }

  private:
    template <class T>
    using Array = typename Device::template Array<T>;

    /// A batch, or more where the gradient of all samples is asked for.
    int learned_at_once() const {
        return std::max(int(this->parts().batch_size), std::min(this->train().count(), 1024));
    }
    /// Of predictions: enough to fill a device, not so many that their memory counts.
    int samples_at_once() const {
        const int most = std::max(this->train().count(), this->validation().count());
        return std::clamp(most, 1, 8192);
    }

    StepsEnd take_steps(const OptimizerState<S>& optimizer, std::span<const StepOrder> orders) override {
        const SeriesStatus start[1] = {};
        status_.assign(std::span(start));
        if (recorded_ != this->places()) recording_.clear();
        recorded_ = this->places();
        for (const StepOrder& order : orders)
            recording_.replay(order.samples.size(),
                              [&] { launch_step(this->learning_task(optimizer, orders), int(order.samples.size())); });
        status_.read(host_status_);
        const SeriesStatus& end = host_status_.front();
        return {end.taken, end.not_finite, end.loss};
    }

    void launch_step(const LearningTask<S>& task, int samples) {
        const StepsView<S> steps = this->steps().view();
        SeriesStatus* status = status_.data();
        Memory<S> at = learning_.memory(this->state_view().parameters, samples);
        at.training = true;
        at.seed = task.seed;
        learning_.load(at, this->train().view(), steps, status);
        learning_.forward(at, steps.steps, status);
        learning_.losses_and_gradient(at, S(1) / S(samples));
        this->device().launch_grid(StepLossWork<S>{samples, learning_.losses(), status}, warp_size);
        learning_.backward(at, steps.steps, status);
        learn({this->state_view(), learning_.gradient(), steps, status, task.regularization,
               task.program.shape.parameters, task.rule},
              at);
    }

    void learn(const LearningWorks<S>& works, const Memory<S>& at) {
        const Regularization& regularization = works.regularization;
        const std::vector<WeightBlock>& weights = this->program().host().weights;
        const bool regularizes =
            regularization.l1 != 0 || regularization.l2 != 0 || regularization.decoupled_weight_decay != 0;
        if (regularizes) {
            this->device().launch_grid(KeepWork<S>{works}, works.count);
            for (const WeightBlock& block : weights)
                this->device().launch_grid(RegularizeWork<S>{works, block}, block.rows * block.columns);
        }
        this->device().launch_grid(UpdateWork<S>{works, !regularizes}, works.count);
        for (const Operation& op : this->program().host().forward)
            if (remembers(op)) this->device().launch_grid(RememberWork<S>{works, op, at}, 2 * op.outputs);
        if (regularization.max_norm != 0)
            for (const WeightBlock& block : weights)
                this->device().launch_grid(LimitNormsWork<S>{works, block}, block.rows * warp_size);
        this->device().launch_grid(EndStepWork<S>{works}, 1);
    }

    std::array<MeasuredSum, 2> measure(const S* parameters) override {
        this->device().launch_grid(ClearSumsWork{sums_.data(), 2}, 2);
        measure_samples(measuring_, parameters, this->train().view(), sums_.data());
        measure_samples(measuring_, parameters, this->validation().view(), sums_.data() + 1);
        sums_.read(host_sums_);
        return {host_sums_[0], host_sums_[1]};
    }

    double add_gradients(const S* parameters, std::span<S> gradient) override {
        const SamplesView<S> samples = this->train().view();
        this->device().launch_grid(ClearSumsWork{sums_.data(), 1}, 1);
        for (int first = 0; first < samples.count; first += learning_.most_samples()) {
            Memory<S> at = learning_.memory(parameters, std::min(learning_.most_samples(), samples.count - first));
            at.adds = first > 0;
            learning_.load(at, samples, first);
            learning_.forward(at);
            learning_.losses_and_gradient(at, S(1) / S(samples.count));
            learning_.sum_losses(at, nullptr, sums_.data());
            learning_.backward(at);
        }
        learning_.read_gradient(gradient);
        sums_.read(host_sums_);
        return host_sums_.front().loss;
    }

    GridNetwork<S, Device> learning_, measuring_;
    Array<SeriesStatus> status_;
    Array<MeasuredSum> sums_;
    typename Device::Recording recording_;
    std::vector<const void*> recorded_;  // where what it reads and writes was
    std::vector<SeriesStatus> host_status_;
    std::vector<MeasuredSum> host_sums_;
};

}  // namespace ravine::kernels
