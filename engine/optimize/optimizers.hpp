#pragma once
// The table of optimizers. They see flat vectors and nothing else; θ, the gradient and the state are updated in one
// pass.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/setting.hpp"

namespace ravine {

/// One step over `count` parameters. `state` holds state_vectors × count numbers, vector after vector, 0 at the start.
/// `step` is 1 for the first step. `settings` are the row's own, in its order, with settings[0] the learning rate that
/// the schedule has already scaled.
template <class Scalar>
using OptimizerKernel = void (*)(Scalar* parameters, const Scalar* gradient, Scalar* state, std::size_t count,
                                 std::uint64_t step, const double* settings);

struct OptimizerRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;  ///< the update, one line per assignment, separated by '\n'
    std::string_view source;
    std::span<const Setting> settings;  ///< the first is learning_rate
    int state_vectors;
    std::span<const std::string_view> state_names;  ///< "v", "m": one per state vector
    OptimizerKernel<float> single;
    OptimizerKernel<double> precise;
    /// The update as these settings have it: `formula`, or the variant of it that they choose.
    std::string (*formula_for)(std::span<const double> settings);

    template <class Scalar>
    OptimizerKernel<Scalar> kernel() const {
        if constexpr (sizeof(Scalar) == sizeof(float))
            return single;
        else
            return precise;
    }
};

std::span<const OptimizerRow> optimizers();

/// An optimizer at work: its row, its settings and its state over one θ.
template <class Scalar>
struct OptimizerState {
    const OptimizerRow* row = nullptr;
    std::vector<double> settings;
    std::vector<Scalar> vectors;
    std::uint64_t step = 0;

    OptimizerState(const OptimizerRow& optimizer, std::vector<double> values, std::size_t count)
        : row(&optimizer),
          settings(std::move(values)),
          vectors(static_cast<std::size_t>(optimizer.state_vectors) * count, Scalar(0)) {}

    /// θ ← θ + Δθ with the learning rate multiplied by `rate_factor` (from the schedule).
    void update(std::span<Scalar> parameters, std::span<const Scalar> gradient, double rate_factor = 1) {
        std::vector<double>& values = scaled_;
        values = settings;
        values[0] *= rate_factor;
        row->kernel<Scalar>()(parameters.data(), gradient.data(), vectors.data(), parameters.size(), ++step,
                              values.data());
    }

  private:
    std::vector<double> scaled_;  // kept, so that a step allocates nothing
};

}  // namespace ravine
