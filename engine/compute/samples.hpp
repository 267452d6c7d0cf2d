#pragma once
// The points of one split as the network takes them: features computed once, targets coded once.

#include <cstdint>
#include <span>
#include <type_traits>
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
    /// The inputs of these samples, feature by feature: those lie `stride` apart.
    void copy_inputs(std::span<const std::uint32_t> samples, Scalar* to, std::size_t stride) const {
        for (int k = 0; k < width; ++k, to += stride) take(feature(k), samples, to);
    }
    void copy_targets(std::span<const std::uint32_t> samples, Scalar* to) const { take(targets.data(), samples, to); }
    /// Both, sample by sample: their inputs lie `stride` apart. One and two features are known to the compiler.
    void copy_samples(std::span<const std::uint32_t> samples, Scalar* to, std::size_t stride,
                      Scalar* targets_to) const {
        if (width == 1)
            copy_rows(std::integral_constant<std::size_t, 1>(), samples, to, stride, targets_to);
        else if (width == 2)
            copy_rows(std::integral_constant<std::size_t, 2>(), samples, to, stride, targets_to);
        else
            copy_rows(static_cast<std::size_t>(width), samples, to, stride, targets_to);
    }

  private:
    static void take(const Scalar* from, std::span<const std::uint32_t> samples, Scalar* to) {
        for (const std::uint32_t sample : samples) *to++ = from[sample];
    }
    template <class Width>
    void copy_rows(Width known, std::span<const std::uint32_t> samples, Scalar* to, std::size_t stride,
                   Scalar* targets_to) const {
        const Scalar *from = inputs.data(), *from_targets = targets.data();
        const std::size_t features = known, apart = count();
        for (const std::uint32_t sample : samples) {
            for (std::size_t k = 0; k < features; ++k) to[k] = from[k * apart + sample];
            *targets_to++ = from_targets[sample];
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
