#pragma once
// The plan for networks so small that one block of a GPU holds all that training changes: it takes many steps a launch.

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/compute/kernels/device_plan.hpp"
#include "engine/compute/kernels/predicting_works.hpp"
#include "engine/compute/kernels/training_work.hpp"

namespace ravine::kernels {

/// Threads that find enough to do: one for each tile of the widest product of so many samples.
inline int useful_threads(const Program& program, int samples, int least, int most) {
    int items = samples;
    for (const Operation& op : program.forward) items = std::max(items, Affine::tiles(op.outputs) * samples);
    return std::clamp((items + warp_size - 1) / warp_size * warp_size, least, most);
}

/// How blocks predict with this program: as many samples at a time as are of use and as they have memory for; none
/// where that is not enough for a warp.
template <class S, class Device>
PredictionTask block_task(const Device& device, const DeviceProgram<Device>& program, bool with_gradient) {
    PredictionTask task = {program.view(), program.loss(), 4 * warp_size};
    while (task.most_samples > 0 && prediction_bytes<S>(task, with_gradient) > device.most_block_bytes())
        task.most_samples = task.most_samples > warp_size ? task.most_samples / 2 : 0;
    return task;
}
inline int prediction_threads(const Program& program, const PredictionTask& task) {
    return useful_threads(program, task.most_samples, 2 * warp_size, 256);
}

template <class S, class Device>
class BlockPlan final : public DevicePlan<S, Device> {
  public:
    /// Whether the device's blocks have the memory for this.
    static bool fits(const Device& device, const PlanParts<S>& parts) {
        const Program program = make_program(*parts.network, Fusion::activations);
        TrainingWork<S> work{};
        work.task.program.shape = program.shape;
        work.task.program.forward_count = int(program.forward.size());
        work.task.program.backward_count = int(program.backward.size());
        work.task.state_vectors = parts.optimizer->state_vectors;
        work.task.most_samples = int(parts.batch_size);
        const PredictionTask prediction = {work.task.program, {}, warp_size};
        return std::max(work.working_bytes(), prediction_bytes<S>(prediction, true)) <= device.most_block_bytes();
    }

    BlockPlan(std::shared_ptr<Device> device, PlanParts<S> parts)
        : DevicePlan<S, Device>(std::move(device), std::move(parts)),
          end_(this->device()),
          gradients_(this->device()),
          sums_(this->device()) {}

    std::string way() const override {
        return "one block, " + std::to_string(this->steps_at_once()) + " steps a launch";
    }

  private:
    template <class T>
    using Array = typename Device::template Array<T>;

    StepsEnd take_steps(const OptimizerState<S>& optimizer, std::span<const StepOrder> orders) override {
        end_.resize(1);
        const TrainingWork<S> work = {this->learning_task(optimizer, orders), this->train().view(),
                                      this->steps().view(), this->state_view(), end_.data()};
        this->device().launch(work, 1, threads_for(work.task.most_samples), work.working_bytes());
        end_.read(host_end_);
        return host_end_.front();
    }

    std::array<MeasuredSum, 2> measure(const S* parameters) override {
        const PredictionTask task = prediction_task(false);
        const int train = blocks_for(this->train(), task), blocks = train + blocks_for(this->validation(), task);
        if (blocks == 0) return {};
        sums_.resize(std::size_t(blocks));
        this->device().launch(
            MeasuringWork<S>{task, this->train().view(), this->validation().view(), parameters, train, sums_.data()},
            blocks, prediction_threads(this->program().host(), task), prediction_bytes<S>(task));
        sums_.read(host_sums_);
        return {sum_of(0, train), sum_of(train, blocks)};
    }

    double add_gradients(const S* parameters, std::span<S> gradient) override {
        const PredictionTask task = prediction_task(true);
        const int blocks = blocks_for(this->train(), task);
        gradients_.resize(gradient.size() * std::size_t(blocks));
        sums_.resize(std::size_t(blocks));
        this->device().launch(GradientWork<S>{task, this->train().view(), parameters, gradients_.data(), sums_.data()},
                              blocks, threads_for(task.most_samples), prediction_bytes<S>(task, true));
        gradients_.read(host_gradients_);
        std::fill(gradient.begin(), gradient.end(), S(0));
        for (std::size_t i = 0; i < host_gradients_.size(); ++i) gradient[i % gradient.size()] += host_gradients_[i];
        sums_.read(host_sums_);
        return sum_of(0, blocks).loss;
    }

    PredictionTask prediction_task(bool with_gradient) const {
        return block_task<S>(this->device(), this->program(), with_gradient);
    }
    static int blocks_for(const DeviceSamples<S, Device>& samples, const PredictionTask& task) {
        return (samples.count() + task.most_samples - 1) / task.most_samples;
    }
    int threads_for(int samples) const { return useful_threads(this->program().host(), samples, 2 * warp_size, 512); }

    /// In the order of the parts.
    MeasuredSum sum_of(int first, int last) const {
        MeasuredSum total;
        for (int block = first; block < last; ++block) {
            total.loss += host_sums_[std::size_t(block)].loss;
            total.correct += host_sums_[std::size_t(block)].correct;
        }
        return total;
    }

    Array<StepsEnd> end_;
    Array<S> gradients_;
    Array<MeasuredSum> sums_;
    std::vector<StepsEnd> host_end_;
    std::vector<S> host_gradients_;
    std::vector<MeasuredSum> host_sums_;
};

}  // namespace ravine::kernels
