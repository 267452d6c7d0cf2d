#pragma once
// What training does to its samples anew in every step: it augments the raw points, then adds noise to the network's
// inputs.

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/data/augmentations.hpp"
#include "engine/data/features.hpp"
#include "engine/data/input_noises.hpp"

namespace ravine {

/// Immutable. What it draws depends on the seed, the step and the sample's place in the mini-batch alone:
/// the same for any number of threads, and for a step that is taken again after an interruption.
template <class Scalar>
class Disturbance {
  public:
    /// `input_noise`: of input_noises(). `points`: those that train, in the order of the samples. Null where nothing is
    /// asked for.
    static std::shared_ptr<const Disturbance> make(std::uint64_t seed, const Augmentation& augmentation,
                                                   const Selection& input_noise, const InputPipeline& inputs,
                                                   std::vector<Point> points);

    /// Turns the network's inputs of a sample into those that this step sees; `place` is the sample's in the
    /// mini-batch, below 2²⁰, and `step` is below 2⁴⁴. The inputs lie `stride` apart.
    void apply(std::uint32_t sample, std::uint64_t step, std::size_t place, Scalar* inputs,
               std::size_t stride = 1) const;

  private:
    Disturbance() = default;

    std::uint64_t seed_ = 0;
    Augmentation augmentation_;
    const InputNoiseRow* noise_ = nullptr;
    double deviation_ = 0;
    InputPipeline inputs_;
    std::array<double, 2> centre_{};
    std::vector<Point> points_;
};

extern template class Disturbance<float>;
extern template class Disturbance<double>;

}  // namespace ravine
