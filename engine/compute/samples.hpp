#pragma once
// The points of one split as the network takes them: features computed once, targets coded once.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/data/dataset.hpp"
#include "engine/data/features.hpp"
#include "engine/network/losses.hpp"

namespace ravine {

template <class Scalar>
struct Samples {
    int width = 0;                ///< numbers per sample
    std::vector<Scalar> inputs;   ///< [width × count], row-major: a feature's numbers lie side by side
    std::vector<Scalar> targets;  ///< [count], as the loss takes them (LossRow::code_target)
    std::vector<int> classes;     ///< [count] class indices; empty unless the task has classes

    std::size_t count() const { return targets.size(); }
    const Scalar* feature(int k) const { return inputs.data() + static_cast<std::size_t>(k) * count(); }
    /// The inputs of these samples, which will lie `sample_stride` apart, and a sample's features `feature_stride`.
    void copy_inputs(std::span<const std::uint32_t> samples, Scalar* to, std::size_t feature_stride,
                     std::size_t sample_stride = 1) const {
        for (int k = 0; k < width; ++k, to += feature_stride) take(feature(k), samples, to, sample_stride);
    }
    void copy_targets(std::span<const std::uint32_t> samples, Scalar* to) const {
        take(targets.data(), samples, to, 1);
    }

  private:
    static void take(const Scalar* from, std::span<const std::uint32_t> samples, Scalar* to, std::size_t stride) {
        for (const std::uint32_t sample : samples) {
            *to = from[sample];
            to += stride;
        }
    }
};

/// `classes`: 0 where the task has none.
template <class Scalar>
Samples<Scalar> make_samples(std::span<const Point> points, const InputPipeline& pipeline, const LossRow& loss,
                             Task task, int classes);

extern template Samples<float> make_samples(std::span<const Point>, const InputPipeline&, const LossRow&, Task, int);
extern template Samples<double> make_samples(std::span<const Point>, const InputPipeline&, const LossRow&, Task, int);

}  // namespace ravine
