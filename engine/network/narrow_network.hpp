#pragma once
// A whole network of narrow dense layers, made ready to learn: kernels and places are looked up once, so that a pass is
// a loop over few calls.

#include <optional>
#include <vector>

#include "engine/core/aligned_vector.hpp"
#include "engine/core/rounded_up.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/narrow_kernels.hpp"
#include "engine/network/network.hpp"

namespace ravine {

/// Immutable; keeps the network's layers in sight, which must outlive it.
template <class Scalar>
class NarrowNetwork {
  public:
    /// Scratch memory of one thread. What lies between the layers are matrices [samples × lanes()], row-major: a
    /// sample's units lie side by side. The head's, where network and loss meet, are [outputs × columns(samples)], as
    /// losses take them; what is more than the samples is of no use.
    struct Memory {
        std::size_t matrix;                     ///< numbers that there is room for in each
        AlignedVector<Scalar> outputs;          ///< the network's inputs, then what each layer gives
        AlignedVector<Scalar> sums;             ///< one per layer, where any needs them beside its output
        AlignedVector<Scalar> gradients;        ///< two, in turns: of what a layer gives, and of what it takes
        AlignedVector<Scalar> head_outputs;     ///< what the network gives
        AlignedVector<Scalar> head_sums;        ///< before the last activation, where that needs them
        AlignedVector<Scalar> head_gradient;    ///< ∂L/∂outputs, 0 for what is more than the samples
        AlignedVector<Scalar> last_parameters;  ///< of the last layers, and zeros up to the kernels' reach
        AlignedVector<Scalar> last_gradient;    ///< likewise
    };

    /// Nothing where a layer is not dense, has more than most_narrow_units units or inputs, or an activation that takes
    /// its units together.
    static std::optional<NarrowNetwork> make(const Network<Scalar>& network);

    int lanes() const { return lanes_; }
    /// So many samples, and those that are added for the kernels.
    int columns(int samples) const { return rounded_up(samples, steps_.front().kernels.samples_at_once); }
    Memory make_memory(int most_samples) const;
    /// memory.outputs begins with the inputs; memory.head_outputs will hold the outputs.
    void forward(const Scalar* parameters, Memory& memory, int samples) const;
    /// After forward, with memory.head_gradient, which is overwritten; sets the gradient of θ.
    void backward(const Scalar* parameters, Memory& memory, int samples, Scalar* parameter_gradient) const;

  private:
    struct Activation {
        ActivationKernels<Scalar> kernels;  ///< null: none
        const double* settings;
        bool keeps_sums;
    };
    struct Step {
        std::size_t parameters;  ///< where they begin in θ, or among the last layers' own
        bool is_last;            ///< so near the end of θ that the kernels reach beyond it
        int inputs, outputs;
        NarrowKernels<Scalar> kernels;
        Activation activation;
    };

    NarrowNetwork() = default;
    void find_last_steps();
    bool keeps_sums() const;
    void activate_head(Memory& memory, const Scalar* sums, int columns) const;
    void spread_head(Memory& memory, int columns, Scalar* gradient) const;

    int lanes_ = 0;
    std::size_t last_ = 0, parameters_ = 0;  ///< where the last layers' parameters begin in θ, and where they end
    std::vector<Step> steps_;
    Activation head_;  ///< the last layer's, which as a step would be taken of idle lanes, too
};

extern template class NarrowNetwork<float>;
extern template class NarrowNetwork<double>;

}  // namespace ravine
