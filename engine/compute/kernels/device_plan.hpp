#pragma once
// What plans on a device have in common: the state that stays there, steps that the host prepares, their pace.

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/compute/kernels/device_program.hpp"
#include "engine/compute/kernels/launch_length.hpp"
#include "engine/compute/kernels/predicting_block.hpp"
#include "engine/compute/kernels/training_block.hpp"
#include "engine/compute/kernels/working_memory.hpp"
#include "engine/compute/plan.hpp"

namespace ravine::kernels {

/// As StepReport names it.
constexpr std::string_view name_of(NotFinite what) {
    constexpr std::string_view names[] = {"", "loss", "a weight", "a running statistic"};
    return names[int(what)];
}

/// The steps of one launch, made on the host.
template <class S>
struct StepsOnHost {
    std::vector<BlockStep<S>> steps;
    std::vector<std::byte> rules;
    std::vector<std::uint32_t> indices;
    std::vector<S> disturbed;

    void fill(const PlanParts<S>& parts, const OptimizerState<S>& optimizer, std::span<const StepOrder> orders) {
        steps.clear();
        indices.clear();
        for (const StepOrder& order : orders) {
            const double rate = optimizer.settings[0] * order.rate_factor;
            const double decay = parts.regularization.decoupled_weight_decay;
            steps.push_back({int(indices.size()), int(order.samples.size()), S(decay == 0 ? 1 : 1 - rate * decay),
                             order.pass.step});
            indices.insert(indices.end(), order.samples.begin(), order.samples.end());
        }
        make_rules(optimizer, orders);
        disturb(parts, orders);
    }

  private:
    void make_rules(const OptimizerState<S>& optimizer, std::span<const StepOrder> orders) {
        std::vector<double> settings = optimizer.settings;
        visit_type(FirstOrderRules<S>(), std::size_t(optimizer.row - optimizers().data()), [&]<class Rule>() {
            static_assert(std::is_trivially_copyable_v<Rule>);
            rules.resize(sizeof(Rule) * orders.size());
            for (std::size_t i = 0; i < orders.size(); ++i) {
                settings[0] = optimizer.settings[0] * orders[i].rate_factor;
                const Rule rule(settings.data(), optimizer.step + i + 1);
                std::memcpy(rules.data() + i * sizeof(Rule), &rule, sizeof(Rule));
            }
        });
    }

    /// The host draws what disturbs the samples, as it does for itself.
    void disturb(const PlanParts<S>& parts, std::span<const StepOrder> orders) {
        disturbed.clear();
        if (!parts.disturbance) return;
        const std::size_t count = indices.size();
        disturbed.resize(std::size_t(parts.train->width) * count);
        parts.train->copy_inputs(indices, disturbed.data(), count);
        S* inputs = disturbed.data();
        for (const StepOrder& order : orders)
            for (std::size_t i = 0; i < order.samples.size(); ++i)
                parts.disturbance->apply(order.samples[i], order.pass.step, i, inputs++, count);
    }
};

/// The steps of one launch, on the device: copied there at once.
template <class S, class Device>
class StepsOnDevice {
  public:
    explicit StepsOnDevice(Device& device) : packed_(device) {}

    void fill(const PlanParts<S>& parts, const OptimizerState<S>& optimizer, std::span<const StepOrder> orders) {
        host_.fill(parts, optimizer, orders);
        room_.grow(host_);
        WorkingMemory needed;
        place(needed);
        on_host_.resize(needed.used());
        WorkingMemory memory(on_host_.data());
        const Places to = place(memory);
        std::copy(host_.steps.begin(), host_.steps.end(), to.steps);
        std::copy(host_.rules.begin(), host_.rules.end(), to.rules);
        std::copy(host_.indices.begin(), host_.indices.end(), to.indices);
        std::copy(host_.disturbed.begin(), host_.disturbed.end(), to.disturbed);
        packed_.assign(on_host_);
    }

    StepsView<S> view() const {
        WorkingMemory memory(packed_.data());
        const Places at = place(memory);
        return {at.steps,
                at.rules,
                int(host_.steps.size()),
                at.indices,
                host_.disturbed.empty() ? nullptr : at.disturbed,
                int(host_.indices.size())};
    }

  private:
    struct Places {
        BlockStep<S>* steps;
        std::byte* rules;
        std::uint32_t* indices;
        S* disturbed;
    };

    /// It only grows, and by far at a time, so that things stay where they are from launch to launch.
    struct Room {
        std::size_t steps = 0, rules = 0, indices = 0, disturbed = 0;

        void grow(const StepsOnHost<S>& needed) {
            steps = std::max(steps, std::bit_ceil(needed.steps.size()));
            rules = std::max(rules, std::bit_ceil(needed.rules.size()));
            indices = std::max(indices, std::bit_ceil(needed.indices.size()));
            if (!needed.disturbed.empty()) disturbed = std::max(disturbed, std::bit_ceil(needed.disturbed.size()));
        }
    };

    Places place(WorkingMemory& memory) const {
        Places places;
        places.steps = memory.take<BlockStep<S>>(room_.steps).get();
        places.rules = reinterpret_cast<std::byte*>(memory.take<double>(room_.rules / sizeof(double) + 1).get());
        places.indices = memory.take<std::uint32_t>(room_.indices).get();
        places.disturbed = memory.take<S>(room_.disturbed).get();
        return places;
    }

    StepsOnHost<S> host_;
    Room room_;
    std::vector<std::byte> on_host_;
    typename Device::template Array<std::byte> packed_;
};

/// Those who derive from it launch; what they are given is on the device.
template <class S, class Device>
class DevicePlan : public Plan<S> {
  public:
    DevicePlan(std::shared_ptr<Device> device, PlanParts<S> parts)
        : parts_(std::move(parts)),
          device_(std::move(device)),
          program_(*device_, *parts_.network, Fusion::activations),
          train_(*device_, *parts_.train),
          validation_(*device_, *parts_.validation),
          steps_(*device_),
          state_(*device_),
          asked_(*device_) {}

    void interrupt_by(const std::atomic<bool>*) override {}  // a call takes a few milliseconds
    std::size_t steps_at_once() const override { return std::size_t(steps_at_once_.length()); }

    StepReport step(TrainingState<S>& state, LastStep<S>&, std::span<const StepOrder> orders) override {
        const auto begin = std::chrono::steady_clock::now();
        take_over(state);
        measured_.reset();
        steps_.fill(parts_, state.optimizer, orders);
        const StepsEnd end = take_steps(state.optimizer, orders);
        is_ahead_ = true;
        state.optimizer.step += std::uint64_t(end.taken) - (end.not_finite == NotFinite::loss ? 1 : 0);
        steps_at_once_.took(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
                            int(orders.size()));
        return {std::size_t(end.taken), end.loss, name_of(end.not_finite)};
    }

    void fetch(TrainingState<S>& state, LastStep<S>& last) override {
        if (!is_ahead_) return;
        state_.read(on_host_);
        const StateView<S> from = state_at(on_host_.data());
        const std::size_t count = parts_.network->parameter_count();
        state.parameters.assign(from.parameters, from.parameters + parts_.network->vector_size());
        state.optimizer.vectors.assign(from.vectors, from.vectors + state_vectors_ * count);
        last.gradient.assign(from.gradient, from.gradient + count);
        last.before.assign(from.before, from.before + count);
        is_ahead_ = false;
    }
    void changed() override {
        has_state_ = false;
        measured_.reset();
    }

    /// Of both splits at once, as who asks for one asks for the other, too.
    Metrics metrics(const TrainingState<S>& state, Split split) override {
        take_over(state);
        if (!measured_) measured_ = measured(state_view().parameters);
        return (*measured_)[split == Split::train ? 0 : 1];
    }
    Metrics metrics(std::span<const S> parameters, Split split) override {
        asked_.assign(parameters);
        return measured(asked_.data())[split == Split::train ? 0 : 1];
    }

    double gradient(std::span<const S> parameters, std::span<S> gradient) override {
        asked_.assign(parameters);
        return add_gradients(asked_.data(), gradient) / train_.count();
    }

  protected:
    template <class T>
    using Array = typename Device::template Array<T>;

    /// The steps of steps(), up to the first that gives what is not finite.
    virtual StepsEnd take_steps(const OptimizerState<S>& optimizer, std::span<const StepOrder> orders) = 0;
    /// Sums over the training samples, and over those that validate.
    virtual std::array<MeasuredSum, 2> measure(const S* parameters) = 0;
    /// Sets the gradient of the mean loss over all training samples; returns the sum of their losses.
    virtual double add_gradients(const S* parameters, std::span<S> gradient) = 0;

    LearningTask<S> learning_task(const OptimizerState<S>& optimizer, std::span<const StepOrder> orders) const {
        LearningTask<S> task;
        task.program = program_.view();
        task.loss = program_.loss();
        task.regularization = parts_.regularization;
        task.rule = int(optimizer.row - optimizers().data());
        task.state_vectors = optimizer.row->state_vectors;
        task.seed = orders.front().pass.seed;
        task.most_samples = int(parts_.batch_size);
        return task;
    }
    StateView<S> state_view() const { return state_at(state_.data()); }
    /// Where all of this lies: launches that are recorded hold only as long as it stays.
    std::vector<const void*> places() const {
        const StepsView<S> steps = steps_.view();
        return {state_.data(), steps.steps, steps.rules, steps.indices, steps.disturbed};
    }
    const PlanParts<S>& parts() const { return parts_; }
    Device& device() const { return *device_; }
    const DeviceProgram<Device>& program() const { return program_; }
    const DeviceSamples<S, Device>& train() const { return train_; }
    const DeviceSamples<S, Device>& validation() const { return validation_; }
    const StepsOnDevice<S, Device>& steps() const { return steps_; }

  private:
    /// θ and buffers, the rule's vectors, gradient and θ before the last step, one behind the other.
    StateView<S> state_at(S* first) const {
        const std::size_t count = parts_.network->parameter_count();
        S* vectors = first + parts_.network->vector_size();
        S* gradient = vectors + state_vectors_ * count;
        return {first, vectors, gradient, gradient + count};
    }

    /// The caller's state goes to the device, unless that has it.
    void take_over(const TrainingState<S>& state) {
        if (has_state_) return;
        const std::size_t count = parts_.network->parameter_count();
        state_vectors_ = std::size_t(state.optimizer.row->state_vectors);
        on_host_.assign(parts_.network->vector_size() + (state_vectors_ + 2) * count, S(0));
        const StateView<S> to = state_at(on_host_.data());
        std::copy(state.parameters.begin(), state.parameters.end(), to.parameters);
        std::copy(state.optimizer.vectors.begin(), state.optimizer.vectors.end(), to.vectors);
        state_.assign(on_host_);
        has_state_ = true;
    }

    std::array<Metrics, 2> measured(const S* parameters) {
        const std::array<MeasuredSum, 2> sums = measure(parameters);
        return {mean_of(sums[0], train_), mean_of(sums[1], validation_)};
    }
    static Metrics mean_of(const MeasuredSum& sum, const DeviceSamples<S, Device>& samples) {
        Metrics metrics;
        if (samples.count() == 0) return metrics;
        metrics.loss = sum.loss / samples.count();
        if (samples.view().classes) metrics.accuracy = double(sum.correct) / samples.count();
        return metrics;
    }

    PlanParts<S> parts_;
    std::shared_ptr<Device> device_;
    DeviceProgram<Device> program_;
    DeviceSamples<S, Device> train_, validation_;
    StepsOnDevice<S, Device> steps_;
    LaunchLength steps_at_once_{64, launch_seconds, 2, 8192};
    bool has_state_ = false;  // the device; else the caller's is newer
    bool is_ahead_ = false;   // the device
    std::size_t state_vectors_ = 0;
    std::optional<std::array<Metrics, 2>> measured_;  // of the present state
    std::vector<S> on_host_;
    Array<S> state_, asked_;
};

}  // namespace ravine::kernels
