#pragma once
// A network as a GPU works through it: a list of operations over rows of numbers, made from its layers.

#include <cstddef>
#include <cstdint>

#include "engine/core/host_device.hpp"

namespace ravine::kernels {

inline constexpr int none = -1;  ///< in place of a row or a number: there is none

/// An activation f: its place in activations(), and its setting where it has one.
struct ActivationChoice {
    int place = none;
    double setting = 0;
};

/// One step forward, and the one back. Rows are numbers of rows of the memory; parameters and the like are offsets.
struct Operation {
    int kind = 0;               ///< place in Operations
    int inputs = 0;             ///< rows that it reads
    int outputs = 0;            ///< rows that it writes
    int in = 0, out = 0;        ///< the first of them
    int in_gradient = none;     ///< first row of ∂L/∂in; none: nobody asks for it
    int out_gradient = none;    ///< first row of ∂L/∂out
    int sums = none;            ///< first row of z where f'(z) needs it
    int own = none;             ///< first row of what it keeps for the way back
    int parameters = 0;         ///< its first one in θ
    int buffers = 0;            ///< its first one among the buffers
    int statistics = 0;         ///< its first number among those of whole batches
    bool has_bias = false;      ///< Affine
    std::uint32_t place = 0;    ///< number of the layer, counted through all blocks: it draws by it
    double settings[2] = {};    ///< of the layer
    ActivationChoice f;         ///< behind it
    ActivationChoice before_f;  ///< in front of it, whose way back is taken together with its own
    int before_sums = none;     ///< z of that, where f'(z) needs it
};

/// How many rows and numbers a program needs.
struct ProgramShape {
    int inputs = 0;              ///< the first rows
    int outputs = 0;             ///< units of the last layer
    int output = 0;              ///< their first row
    int output_gradient = none;  ///< ∂L/∂outputs
    int rows = 0;                ///< in all
    int value_rows = 0;          ///< of these, what passes forward alone need: the first ones
    int statistics = 0;          ///< numbers of whole batches
    int parameters = 0, buffers = 0;
};

/// Weights that penalties, decay and bounds on norms are about: [rows × columns] in θ from `offset` on.
struct WeightBlock {
    int offset, rows, columns;
};

/// A program where a group reads it.
struct ProgramView {
    const Operation* forward;
    const Operation* backward;
    const WeightBlock* weights;
    int forward_count, backward_count, weights_count;
    ProgramShape shape;

    RAVINE_HOST_DEVICE int operations() const { return forward_count + backward_count; }
    /// The same with its operations where the group reaches them sooner: it copies them there.
    template <class Group>
    RAVINE_HOST_DEVICE ProgramView nearer(const Group& group, Operation* operations) const {
        ProgramView near = *this;
        near.forward = operations;
        near.backward = operations + forward_count;
        group.for_each(forward_count + backward_count,
                       [&](int i) { operations[i] = i < forward_count ? forward[i] : backward[i - forward_count]; });
        return near;
    }
};

/// What a group computes in, wherever it lies. Row r begins at rows + r·stride, and has a number for each sample.
template <class S>
struct Memory {
    const S* parameters;  ///< θ
    const S* buffers;
    S* gradient;  ///< of θ; is set, or added to where `adds`
    S* rows;
    S* statistics;
    int stride = 0;
    int samples = 0;
    bool training = false;
    bool adds = false;
    std::uint64_t seed = 0, step = 0;  ///< as Pass has them
    int first_sample = 0;              ///< likewise

    RAVINE_HOST_DEVICE S* row(int row) const { return rows + std::ptrdiff_t(row) * stride; }
    RAVINE_HOST_DEVICE S& at(int row, int sample) const { return rows[std::ptrdiff_t(row) * stride + sample]; }
};

}  // namespace ravine::kernels
