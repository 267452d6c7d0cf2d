#pragma once
// A whole network of narrow dense layers, made ready to learn: kernels and places are looked up once, so that a pass is
// a loop over few calls.

#include <optional>
#include <vector>

#include "engine/core/aligned_vector.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/narrow_kernels.hpp"
#include "engine/network/network.hpp"

namespace ravine {

/// Immutable; keeps the network's layers in sight, which must outlive it.
template <class Scalar>
class NarrowNetwork {
  public:
    /// Scratch memory of one thread; everything in it is [samples × lanes()], row-major: a sample's units lie side by
    /// side.
    struct Memory {
        std::vector<AlignedVector<Scalar>> outputs;  ///< [0] the network's inputs, [k + 1] what layer k gives
        std::vector<AlignedVector<Scalar>> sums;     ///< one per layer; empty where it is not needed beside the output
        std::vector<AlignedVector<Scalar>> gradients;  ///< like outputs; [0] is empty
        AlignedVector<Scalar> last_parameters;         ///< of the last layers, and zeros up to the kernels' reach
        AlignedVector<Scalar> last_gradient;           ///< likewise
    };

    /// Nothing where a layer is not dense, has more than most_narrow_units units or inputs, or an activation that takes
    /// its units together.
    static std::optional<NarrowNetwork> make(const Network<Scalar>& network);

    int lanes() const { return lanes_; }
    Memory make_memory(int most_samples) const;
    /// memory.outputs[0] holds the inputs; memory.outputs.back() will hold the outputs.
    void forward(const Scalar* parameters, Memory& memory, int samples) const;
    /// After forward, with memory.gradients.back() = ∂L/∂outputs, which is overwritten; sets the gradient of θ.
    void backward(const Scalar* parameters, Memory& memory, int samples, Scalar* parameter_gradient) const;

  private:
    struct Step {
        std::size_t parameters;  ///< where they begin in θ, or among the last layers' own
        bool is_last;            ///< so near the end of θ that the kernels reach beyond it
        int inputs, outputs;
        bool keeps_sums;
        NarrowKernels<Scalar> kernels;
        ActivationKernels<Scalar> activation;  ///< null: none
        const double* settings;                ///< of the activation
    };

    NarrowNetwork() = default;
    void find_last_steps();
    int make_even(int samples, AlignedVector<Scalar>& numbers) const;

    int lanes_ = 0;
    std::size_t last_ = 0, parameters_ = 0;  ///< where the last layers' parameters begin in θ, and where they end
    std::vector<Step> steps_;
};

extern template class NarrowNetwork<float>;
extern template class NarrowNetwork<double>;

}  // namespace ravine
