#pragma once
// Whole training runs by the thousand: as many at a time as the device has room for blocks, each in a slot of its own,
// which the next run takes over when one has ended.

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/compute/kernels/block_plan.hpp"
#include "engine/compute/kernels/launch_length.hpp"
#include "engine/compute/kernels/whole_run_work.hpp"
#include "engine/compute/whole_runs.hpp"

namespace ravine::kernels {

/// A run as blocks take it, but for where its numbers lie.
inline RunView run_view(const WholeRun& run, const ProgramView& program) {
    RunView view{};
    view.task.program = program;
    view.task.loss = loss_choice(run.network->loss(), run.network->loss_selection());
    view.task.regularization = run.regularization;
    view.task.rule = int(run.optimizer - optimizers().data());
    view.task.state_vectors = run.optimizer->state_vectors;
    view.task.seed = run.seed;
    view.task.most_samples = int(run.batch_size);
    view.train.count = int(run.train->count());
    view.settings_count = int(run.optimizer_settings.size());
    view.shuffle = run.shuffle;
    view.epochs = run.epochs;
    return view;
}

/// Whether a block of so much memory can hold the run.
inline bool takes_run(const WholeRun& run, std::size_t most_block_bytes) {
    if (run.optimizer->asks_objective() || run.optimizer_settings.size() > std::size_t(most_optimizer_settings))
        return false;
    const Program program = make_program(*run.network, Fusion::activations);
    ProgramView view{};
    view.forward_count = int(program.forward.size());
    view.backward_count = int(program.backward.size());
    view.shape = program.shape;
    return run_bytes(run_view(run, view)) <= most_block_bytes;
}

/// `Device` also has blocks_at_once(threads, bytes): how many blocks run at the same time.
template <class Device>
class DeviceRuns {
  public:
    DeviceRuns(Device& device, const WholeRunsOrder& order)
        : device_(device),
          order_(order),
          views_(device),
          progress_(device),
          parameters_(device),
          vectors_(device),
          settings_(device) {}

    /// Returns when all have ended, or the order is cancelled.
    void run() {
        make_slots();
        LaunchLength epochs(1, 0.01, 2);  // between launches, runs are given out and can be cancelled
        while (fill_slots() && !order_.cancelled) {
            const auto begin = std::chrono::steady_clock::now();
            device_.launch(WholeRunsWork{views_.data(), std::uint64_t(epochs.length())}, int(slots_.size()), threads_,
                           bytes_);
            progress_.read(host_progress_);
            epochs.took(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
                        epochs.length());
            deliver();
        }
    }

  private:
    template <class T>
    using Array = typename Device::template Array<T>;
    using RateKey = std::tuple<const ScheduleRow*, std::vector<double>, std::uint64_t, std::uint64_t>;

    static constexpr std::size_t no_run = std::size_t(-1);
    struct Slot {
        std::size_t run = no_run;
        std::uint64_t counted_steps = 0;
    };

    /// As many as the device works on at a time, each large enough for any run.
    void make_slots() {
        std::size_t parameters = 0, vectors = 0;
        for (const WholeRun& run : order_.runs) {
            const DeviceProgram<Device>& program = program_of(run);
            const auto state_vectors = std::size_t(run.optimizer->state_vectors);
            bytes_ = std::max(bytes_, run_bytes(run_view(run, program.view())));
            threads_ = std::max(threads_, useful_threads(program.host(), int(run.batch_size), warp_size, 256));
            parameters = std::max(parameters, run.network->vector_size());
            vectors = std::max(vectors, run.network->parameter_count() * state_vectors);
        }
        const auto room = std::size_t(std::max(1, device_.blocks_at_once(threads_, bytes_)));
        slots_.resize(std::min(order_.runs.size(), room));
        parameters_each_ = parameters;
        host_parameters_.resize(slots_.size() * parameters);
        host_settings_.resize(slots_.size() * std::size_t(most_optimizer_settings));
        host_progress_.resize(slots_.size());
        host_views_.resize(slots_.size());
        vectors_.resize(slots_.size() * vectors);
        parameters_.resize(host_parameters_.size());
        progress_.resize(slots_.size());
        settings_.resize(host_settings_.size());
        for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
            host_progress_[slot].has_ended = true;
            host_views_[slot].settings = settings_.data() + slot * std::size_t(most_optimizer_settings);
            host_views_[slot].parameters = parameters_.data() + slot * parameters;
            host_views_[slot].vectors = vectors_.data() + slot * vectors;
            host_views_[slot].progress = progress_.data() + slot;
        }
    }

    /// Runs that wait get the slots that are free; false where none runs then.
    bool fill_slots() {
        bool has_new = false;
        for (std::size_t slot = 0; slot < slots_.size() && next_ < order_.runs.size(); ++slot)
            if (slots_[slot].run == no_run) {
                begin_run(slot, next_++);
                has_new = true;
            }
        if (has_new) {
            parameters_.assign(host_parameters_);
            settings_.assign(host_settings_);
            progress_.assign(host_progress_);
            views_.assign(host_views_);
        }
        return std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.run != no_run; });
    }

    void begin_run(std::size_t slot, std::size_t index) {
        const WholeRun& run = order_.runs[index];
        slots_[slot] = {index, 0};
        std::copy(run.parameters.begin(), run.parameters.end(), parameters_of(slot));
        std::copy(run.optimizer_settings.begin(), run.optimizer_settings.end(),
                  host_settings_.begin() + std::ptrdiff_t(slot) * most_optimizer_settings);
        host_progress_[slot] = {};
        RunView view = run_view(run, program_of(run).view());
        view.train = samples_of(run.train).view();
        view.validation = samples_of(run.validation).view();
        view.rate_factors = rate_factors_of(run);
        const RunView& place = host_views_[slot];
        view.settings = place.settings;
        view.parameters = place.parameters;
        view.vectors = place.vectors;
        view.progress = place.progress;
        host_views_[slot] = view;
    }

    /// What has ended goes to the caller.
    void deliver() {
        std::uint64_t steps = 0;
        bool has_ended = false;
        for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
            if (slots_[slot].run == no_run) continue;
            steps += host_progress_[slot].steps - slots_[slot].counted_steps;
            slots_[slot].counted_steps = host_progress_[slot].steps;
            has_ended |= host_progress_[slot].has_ended;
        }
        if (order_.progressed) order_.progressed(steps);
        if (!has_ended) return;
        parameters_.read(host_parameters_);  // those of runs that go on are given back as they are
        for (std::size_t slot = 0; slot < slots_.size(); ++slot)
            if (host_progress_[slot].has_ended) finish(slot);
    }

    void finish(std::size_t slot) {
        const std::size_t index = std::exchange(slots_[slot].run, no_run);
        if (index == no_run) return;
        const WholeRun& run = order_.runs[index];
        const RunProgress& progress = host_progress_[slot];
        WholeRunEnd end;
        end.parameters.assign(parameters_of(slot), parameters_of(slot) + std::ptrdiff_t(run.network->vector_size()));
        end.train = mean_of(progress.train, *run.train);
        end.validation = mean_of(progress.validation, *run.validation);
        end.epochs = progress.epochs;
        end.steps = progress.steps;
        end.not_finite = name_of(progress.not_finite);
        order_.finished(index, std::move(end));
    }

    static Metrics mean_of(const MeasuredSum& sum, const Samples<float>& samples) {
        Metrics metrics;
        if (samples.count() == 0) return metrics;
        metrics.loss = sum.loss / double(samples.count());
        if (!samples.classes.empty()) metrics.accuracy = double(sum.correct) / double(samples.count());
        return metrics;
    }

    std::vector<float>::iterator parameters_of(std::size_t slot) {
        return host_parameters_.begin() + std::ptrdiff_t(slot * parameters_each_);
    }

    const DeviceProgram<Device>& program_of(const WholeRun& run) {
        return programs_.try_emplace(run.network.get(), device_, *run.network, Fusion::activations).first->second;
    }
    const DeviceSamples<float, Device>& samples_of(const std::shared_ptr<const Samples<float>>& samples) {
        return samples_.try_emplace(samples.get(), device_, *samples).first->second;
    }

    /// Null where the learning rate stays what it is.
    const double* rate_factors_of(const WholeRun& run) {
        const std::uint64_t each = (run.train->count() + run.batch_size - 1) / run.batch_size;
        const auto [place, is_new] =
            rate_factors_.try_emplace(RateKey{run.schedule, run.schedule_settings, each, run.epochs}, device_);
        if (is_new) {
            std::vector<double> factors;
            for (std::uint64_t epoch = 0; epoch < run.epochs; ++epoch)
                for (std::size_t position = 0; position < run.train->count(); position += run.batch_size)
                    factors.push_back(run.schedule->factor(
                        double(epoch) + double(position) / double(run.train->count()), run.schedule_settings));
            if (std::any_of(factors.begin(), factors.end(), [](double factor) { return factor != 1; }))
                place->second.assign(factors);
        }
        return place->second.size() > 0 ? place->second.data() : nullptr;
    }

    Device& device_;
    const WholeRunsOrder& order_;
    std::map<const void*, DeviceProgram<Device>> programs_;
    std::map<const void*, DeviceSamples<float, Device>> samples_;
    std::map<RateKey, Array<double>> rate_factors_;
    std::vector<Slot> slots_;
    std::size_t next_ = 0;  // run that waits
    std::size_t bytes_ = 0, parameters_each_ = 0;
    int threads_ = warp_size;
    Array<RunView> views_;
    Array<RunProgress> progress_;
    Array<float> parameters_, vectors_;
    Array<double> settings_;
    std::vector<RunView> host_views_;
    std::vector<RunProgress> host_progress_;
    std::vector<float> host_parameters_;
    std::vector<double> host_settings_;
};

}  // namespace ravine::kernels
