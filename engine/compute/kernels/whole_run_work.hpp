#pragma once
// Whole training runs: a block shuffles, takes every step and measures each epoch by itself, so that as many networks
// are trained at the same time as the device has room for blocks.

#include <new>

#include "engine/compute/kernels/training_block.hpp"
#include "engine/core/random.hpp"

namespace ravine::kernels {

/// How far a run is, kept from launch to launch; and what it has come to when it has ended.
struct RunProgress {
    std::uint64_t epochs = 0, steps = 0;
    NotFinite not_finite = NotFinite::nothing;
    bool is_measured = false;  ///< at the start
    bool has_ended = false;
    MeasuredSum train, validation;
};

/// A run as a block takes it.
struct RunView {
    LearningTask<float> task;
    SamplesView<float> train, validation;
    const double* settings;      ///< of the optimizer
    const double* rate_factors;  ///< of each step of all epochs; null: they are 1
    int settings_count;
    bool shuffle;
    std::uint64_t epochs;
    float *parameters, *vectors;
    RunProgress* progress;
};

inline constexpr int most_optimizer_settings = 16, most_rule_bytes = 256;

/// What a block needs beside what training does.
struct RunMemory {
    Near<double> rule;  ///< memory for one
    Near<std::uint32_t> order, draws;

    RAVINE_HOST_DEVICE RunMemory(WorkingMemory& memory, int samples) {
        rule = memory.take<double>(most_rule_bytes / sizeof(double));
        order = memory.take<std::uint32_t>(std::size_t(samples));
        draws = memory.take<std::uint32_t>(std::size_t(samples));
    }
};

inline std::size_t run_bytes(const RunView& run) {
    WorkingMemory memory;
    RunMemory(memory, run.train.count);
    TrainingMemory<float>(memory, run.task);
    return memory.used();
}

/// One group's work on one run.
template <class Group>
class RunBlock {
  public:
    RAVINE_HOST_DEVICE RunBlock(const Group& group, const RunView& run, WorkingMemory& memory)
        : group_(group), run_(run), own_(memory, run.train.count), training_(group, run.task, run.train, memory) {}

    /// So many epochs, or up to its end. (What is measured is measured in one place, as all of it lies inside.)
    RAVINE_HOST_DEVICE void go_on(std::uint64_t epochs) {
        RunProgress now = *run_.progress;
        training_.load(run_.parameters, run_.vectors, !now.is_measured);  // and all have read what has been reached
        bool owes_measure = !now.is_measured;
        for (std::uint64_t taken = 0;;) {
            if (owes_measure) {
                const MeasuredSum sum = training_.measure(now.has_ended ? run_.validation : run_.train);
                if (now.has_ended) {
                    now.validation = sum;
                    break;
                }
                set_train(now, sum);
                if (now.has_ended) continue;
            }
            if (taken++ == epochs) break;
            take_epoch(now);
            owes_measure = true;
        }
        training_.store_progress(run_.parameters, run_.vectors);
        if (group_.thread == 0) *run_.progress = now;
    }

  private:
    RAVINE_HOST_DEVICE static bool failed(const RunProgress& now) { return now.not_finite != NotFinite::nothing; }

    RAVINE_HOST_DEVICE void set_train(RunProgress& now, const MeasuredSum& sum) {
        now.train = sum;
        now.is_measured = true;
        if (!failed(now) && !is_finite(sum.loss)) now.not_finite = NotFinite::loss;
        now.has_ended = failed(now) || now.epochs == run_.epochs;
    }

    RAVINE_HOST_DEVICE void take_epoch(RunProgress& now) {
        set_order(now.epochs);
        const int count = run_.train.count, size = run_.task.most_samples;
        for (int position = 0; position < count; position += size) {
            take_step(now, position, count - position < size ? count - position : size);
            if (failed(now)) return;
        }
        ++now.epochs;
    }

    /// The order in which Batches takes the samples: one thread swaps, as each swap needs the one before it.
    RAVINE_HOST_DEVICE void set_order(std::uint64_t epoch) {
        const int count = run_.train.count;
        group_.for_each(count, [&](int i) { own_.order.get()[i] = std::uint32_t(i); });
        if (run_.shuffle)
            group_.for_each((count + 2) / 4, [&](int block) {
                RandomStream random(run_.task.seed, RandomPurpose::shuffle, epoch, std::uint32_t(block));
                for (int i = 4 * block; i < 4 * block + 4; ++i) {
                    const std::uint32_t draw = random.bits();
                    if (i < count) own_.draws.get()[i] = draw;
                }
            });
        group_.meet();
        if (run_.shuffle && group_.thread == 0)
            for (int left = count, i = 0; left > 1; --left, ++i) {
                const std::uint32_t other = RandomStream::scaled(own_.draws.get()[i], std::uint32_t(left));
                const std::uint32_t last = own_.order.get()[left - 1];
                own_.order.get()[left - 1] = own_.order.get()[other];
                own_.order.get()[other] = last;
            }
        group_.meet();
    }

    RAVINE_HOST_DEVICE void take_step(RunProgress& now, int position, int samples) {
        const double factor = run_.rate_factors ? run_.rate_factors[now.steps] : 1;
        const double rate = run_.settings[0] * factor, decay = run_.task.regularization.decoupled_weight_decay;
        const BlockStep<float> step = {0, samples, float(decay == 0 ? 1 : 1 - rate * decay), now.steps};
        if (group_.thread == 0) make_rule(rate, now.steps + 1);  // is read after the batch is there
        const StepsView<float> steps = {
            &step, reinterpret_cast<const std::byte*>(own_.rule.get()), 1, own_.order.get() + position, nullptr, 0};
        now.not_finite = training_.take_steps(steps).not_finite;
        ++now.steps;
    }

    RAVINE_HOST_DEVICE void make_rule(double rate, std::uint64_t step) {
        double settings[most_optimizer_settings];
        for (int i = 0; i < run_.settings_count; ++i) settings[i] = i == 0 ? rate : run_.settings[i];
        visit_type(FirstOrderRules<float>(), std::size_t(run_.task.rule), [&]<class Rule>() {
            static_assert(sizeof(Rule) <= most_rule_bytes);
            new (own_.rule.get()) Rule(settings, step);
        });
    }

    const Group group_;
    const RunView& run_;
    RunMemory own_;
    TrainingBlock<float, Group> training_;
};

/// Block k goes on with the k-th run.
struct WholeRunsWork {
    const RunView* runs;
    std::uint64_t epochs;

    template <class Group>
    RAVINE_HOST_DEVICE void operator()(const Group& group, int block, std::byte* bytes) const {
        if (runs[block].progress->has_ended) return;
        WorkingMemory memory(bytes);
        RunBlock<Group>(group, runs[block], memory).go_on(epochs);
    }
};

}  // namespace ravine::kernels
