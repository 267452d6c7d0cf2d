#pragma once
// Loss, accuracy and gradient over many samples, in fixed blocks that are summed in their order: the same bits for any
// number of threads.

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/compute/cpu/gradient_pieces.hpp"
#include "engine/compute/disturbance.hpp"
#include "engine/compute/metrics.hpp"
#include "engine/compute/samples.hpp"
#include "engine/core/aligned_vector.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/unset_vector.hpp"
#include "engine/network/narrow_network.hpp"
#include "engine/network/network.hpp"

namespace ravine {

/// Samples that one thread takes through the network at once, to learn from them: a batch of 256 is work for four.
inline constexpr std::size_t learned_samples = 64;
/// And to measure them. What a layer of 32 units reads and writes stays in the first-level cache, and its rows do not
/// all begin in the same few places of it, as they would for a high power of 2.
inline constexpr std::size_t measured_samples = 96;

/// The memory for it, reused from call to call; one object serves one caller at a time.
template <class Scalar>
class Evaluation {
  public:
    /// `most_samples`: of one call; larger calls grow the memory once.
    Evaluation(std::shared_ptr<const Network<Scalar>> network, std::shared_ptr<ThreadPool> pool,
               std::size_t most_samples);

    /// From now on every call ends early while the flag says true; what it gives is then of no use. Null: never.
    void interrupt_by(const std::atomic<bool>* flag) { interrupted_ = flag; }

    /// Mean loss, and accuracy where there are classes; NaN for no samples. `parameters`: θ and buffers, here as below.
    Metrics metrics(const Scalar* parameters, const Samples<Scalar>& samples);

    /// Mean loss over the samples with these indices, and its gradient [parameter_count()], without the penalty.
    /// `mode`: how the batch goes through; the numbers of its samples are set here. `disturbance`: what this step of
    /// training does to its samples; null: they are as they are.
    double gradient(const Scalar* parameters, const Samples<Scalar>& samples, std::span<const std::uint32_t> indices,
                    Scalar* gradient, const Pass& mode = {}, const Disturbance<Scalar>* disturbance = nullptr);
    /// The same without the last sums, which complete_gradient() does: part by part, each by any thread, which then
    /// calls then(part).
    double begin_gradient(const Scalar* parameters, const Samples<Scalar>& samples,
                          std::span<const std::uint32_t> indices, Scalar* gradient, const Pass& mode = {},
                          const Disturbance<Scalar>* disturbance = nullptr);
    template <class Then>
    void complete_gradient(Scalar* gradient, const Then& then) {
        for_each_part(*pool_, pieces_.size(), [&](std::size_t i) {
            complete(pieces_[i], gradient);
            then(pieces_[i].part);
        });
    }
    /// After the gradient of a batch in training: what the layers remember of it goes to the buffers of `parameters`.
    void remember(Scalar* parameters) const;

  private:
    /// What one thread writes at a time.
    struct Slot {
        NetworkWorkspace<Scalar> workspace;
        typename NarrowNetwork<Scalar>::Memory narrow;  ///< where the network is
        AlignedVector<Scalar> targets;
        UnsetVector<Scalar> gradient;  ///< memory for what passes leave out is never touched
        int columns = 0;               ///< of its last block
    };
    struct BlockSum {
        double loss = 0;
        std::int64_t correct = 0;
    };
    struct Batch {
        const Scalar* parameters;
        const Samples<Scalar>& samples;
        std::span<const std::uint32_t> indices;
        const Pass& mode;
        std::size_t block_size;  ///< samples of all blocks but the last, which may have fewer
        const Disturbance<Scalar>* disturbance;
    };

    void make_slots(std::size_t blocks);
    Slot make_slot(std::size_t samples) const;
    void widen_first_slot(std::size_t samples);
    int columns_of(const Pass& pass) const;
    void complete(const GradientPiece& piece, Scalar* gradient) const;
    Pass pass_of(const Batch& batch, std::size_t block) const;
    enum class Work { metrics, gradient };
    /// How many threads are worth their waking for so many samples in so many blocks.
    std::size_t useful_threads(std::size_t samples, std::size_t blocks, Work kind) const;
    /// Calls body(block, thread) for each block, on several threads where these are worth it.
    template <class Body>
    void for_each_block(std::size_t blocks, std::size_t useful_threads, const Body& body) {
        if (useful_threads > 1) return pool_->for_each(blocks, body);
        for (std::size_t block = 0; block < blocks; ++block) body(block, std::size_t{0});
    }
    bool is_interrupted() const { return interrupted_ != nullptr && *interrupted_; }
    void measure_block(const Scalar* parameters, const Samples<Scalar>& samples, std::size_t block, Slot& slot);
    double sum_block_gradients(const Batch& batch, std::size_t blocks, Scalar* gradient);
    double block_gradient(const Batch& batch, std::size_t block, Slot& slot, Scalar* gradient);
    double narrow_block_gradient(const Batch& batch, std::size_t block, Slot& slot, Scalar* gradient);
    double loss_gradient(const Batch& batch, const Scalar* outputs, const Scalar* targets, Scalar* gradient,
                         int samples, int columns) const;
    std::span<const std::uint32_t> indices_of(const Batch& batch, const Pass& pass) const;
    struct Layout {
        std::size_t feature_stride, sample_stride;
    };
    void disturb(const Batch& batch, const Pass& pass, Scalar* inputs, Layout layout) const;

    std::shared_ptr<const Network<Scalar>> network_;
    std::optional<NarrowNetwork<Scalar>> narrow_;  // learns instead of the network, where that is narrow
    std::shared_ptr<ThreadPool> pool_;
    const std::atomic<bool>* interrupted_ = nullptr;
    const LossKernels<Scalar>* loss_;
    std::vector<double> loss_settings_;
    bool couples_samples_;
    std::vector<Slot> slots_;
    std::vector<BlockSum> sums_;
    std::vector<int> left_layers_;  // whose weights' gradients are summed up by complete()
    std::vector<GradientPiece> pieces_;
    std::size_t slots_to_add_ = 0;  // of what is to be completed
    bool is_begun_ = false;         // the gradient, which goes on with the first of them
    Pass last_pass_;                // in training, of a network that couples its samples
};

extern template class Evaluation<float>;
extern template class Evaluation<double>;

}  // namespace ravine
