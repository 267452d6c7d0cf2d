#pragma once
// The table of optimizers. They see flat vectors and nothing else. First-order rules update θ and their state in one
// pass over a gradient; second-order rules ask the objective for what they need.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/result.hpp"
#include "engine/core/scratch.hpp"
#include "engine/core/setting.hpp"
#include "engine/optimize/objective.hpp"
#include "engine/optimize/quadratic_theory.hpp"
#include "engine/optimize/step_record.hpp"

namespace ravine {

/// One step over `count` parameters. `state` holds state_vectors vectors, `stride` apart, 0 at the start.
/// `step` is 1 for the first step. `settings` are the row's own, in its order, with settings[0] the learning rate that
/// the schedule has already scaled.
template <class Scalar>
using OptimizerKernel = void (*)(Scalar* parameters, const Scalar* gradient, Scalar* state, std::size_t count,
                                 std::size_t stride, std::uint64_t step, const double* settings);

/// Where a second-order step begins, and what it changes.
struct ObjectiveStep {
    std::span<double> parameters;      ///< θ
    double loss;                       ///< at θ
    std::span<const double> gradient;  ///< at θ
    std::span<double> memory;          ///< what the rule keeps from step to step; all 0 before the first
    const double* settings;            ///< as for kernels
    Scratch& scratch;                  ///< what it computes in
    StepRecord* record = nullptr;      ///< where it notes what it computes; null where nobody asks
};

struct StepLine;
struct StepStart;

/// A rule that asks the objective. Where that is interrupted it returns at once, whatever it has changed.
struct ObjectiveRule {
    void (*step)(Objective& objective, const ObjectiveStep& at) = nullptr;
    /// Length of its memory.
    std::size_t (*memory)(std::size_t count, const double* settings) = nullptr;
    std::size_t most_parameters = 0;
    std::string_view reason;  ///< why no more: "the matrix of second derivatives grows with their square"
    /// The lines of a step from its record, as step_lines has them; where a text has the same with numbers, that may be
    /// left out.
    std::vector<StepLine> (*lines)(const StepStart& start) = nullptr;
};

/// What a state vector is good for: pictures show each kind in their own way.
enum class StateRole {
    direction,  ///< past gradients, added up or averaged: where it would go without the next one
    squares,    ///< squared gradients, added up or averaged
    other,
};

struct StateVector {
    std::string_view name;  ///< "v"
    StateRole role;
};

struct OptimizerRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;  ///< the update, one line per assignment, separated by '\n'
    std::string_view source;
    std::span<const Setting> settings;  ///< the first is learning_rate
    int state_vectors;
    std::span<const StateVector> state;  ///< one per state vector
    OptimizerKernel<float> single;
    OptimizerKernel<double> precise;
    /// The update as these settings have it: `formula`, or the variant of it that they choose.
    std::string (*formula_for)(std::span<const double> settings);
    ObjectiveRule rule = {};  ///< instead of the kernels
    QuadraticTheory theory = {};

    bool asks_objective() const { return rule.step != nullptr; }

    template <class Scalar>
    OptimizerKernel<Scalar> kernel() const {
        if constexpr (sizeof(Scalar) == sizeof(float))
            return single;
        else
            return precise;
    }
};

std::span<const OptimizerRow> optimizers();

/// An error where the row's rule is not made for so many parameters; `where` is the key path: "optimizer".
Status check_parameter_count(const OptimizerRow& row, std::size_t count, std::string_view where);

/// An optimizer at work: its row, its settings and its state over one θ.
template <class Scalar>
struct OptimizerState {
    const OptimizerRow* row = nullptr;
    std::vector<double> settings;
    std::vector<Scalar> vectors;  ///< of a first-order rule
    std::vector<double> memory;   ///< of a second-order rule
    std::uint64_t step = 0;

    OptimizerState(const OptimizerRow& optimizer, std::vector<double> values, std::size_t count)
        : row(&optimizer),
          settings(std::move(values)),
          vectors(static_cast<std::size_t>(optimizer.state_vectors) * count, Scalar(0)) {
        fit_memory(count);
    }

    /// θ ← θ + Δθ with the learning rate multiplied by `rate_factor` (from the schedule), by a first-order rule.
    void update(std::span<Scalar> parameters, std::span<const Scalar> gradient, double rate_factor = 1) {
        update_part({0, parameters.size()}, parameters, gradient, begin_step(rate_factor));
    }
    /// The same in parts, each by any thread: first begin_step(), then with what it gives all of θ, part by part.
    const double* begin_step(double rate_factor) {
        ++step;
        return scaled_settings(rate_factor);
    }
    void update_part(Part part, std::span<Scalar> parameters, std::span<const Scalar> gradient, const double* scaled) {
        row->kernel<Scalar>()(parameters.data() + part.begin, gradient.data() + part.begin, vectors.data() + part.begin,
                              part.end - part.begin, parameters.size(), step, scaled);
    }

    /// The same by a second-order rule, from the objective's `loss` and `gradient` at θ. False where the objective was
    /// interrupted: nothing has changed then. What the rule computes is added to `record`, unless that is null.
    bool update(std::span<Scalar> parameters, Objective& objective, double loss, std::span<const double> gradient,
                double rate_factor = 1, StepRecord* record = nullptr) {
        fit_memory(parameters.size());
        auto& [trial, trial_memory] = trial_.as<Trial>();
        trial.assign(parameters.begin(), parameters.end());
        trial_memory = memory;
        row->rule.step(objective,
                       {trial, loss, gradient, trial_memory, scaled_settings(rate_factor), rule_scratch_, record});
        if (objective.is_interrupted()) return false;
        std::copy(trial.begin(), trial.end(), parameters.begin());
        memory = trial_memory;
        ++step;
        return true;
    }

  private:
    struct Trial {
        std::vector<double> parameters, memory;
    };

    const double* scaled_settings(double rate_factor) {
        if (rate_factor == 1) return settings.data();
        auto& scaled = scaled_.as<std::vector<double>>();
        scaled = settings;
        scaled[0] *= rate_factor;
        return scaled.data();
    }
    /// A second-order rule whose settings ask for another length begins anew.
    void fit_memory(std::size_t count) {
        const std::size_t length = row->asks_objective() ? row->rule.memory(count, settings.data()) : 0;
        if (memory.size() != length) memory.assign(length, 0.0);
    }

    Scratch scaled_, trial_, rule_scratch_;  // so that a step allocates nothing
};

}  // namespace ravine
