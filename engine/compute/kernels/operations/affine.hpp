#pragma once
// z = W·x + b and what follows it, in tiles of a few rows, so that what is loaded is used several times.

#include "engine/compute/kernels/activation_call.hpp"
#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/operation.hpp"

namespace ravine::kernels {

struct Affine {
    /// Sums of a thread at a time.
    static constexpr int tile = 4;

    RAVINE_HOST_DEVICE static int tiles(int rows) { return (rows + tile - 1) / tile; }

    /// sums[r] = Σₖ left(row + r, k)·right(k); rows past the last one repeat it.
    template <class S, class Left, class Right>
    RAVINE_HOST_DEVICE static void sum_up(S* sums, int first, int rows, int count, const Left& left,
                                          const Right& right) {
        int row[tile];
        for (int r = 0; r < tile; ++r) row[r] = first + r < rows ? first + r : rows - 1;
        for (int k = 0; k < count; ++k) {
            const S factor = right(k);
            for (int r = 0; r < tile; ++r) sums[r] += left(row[r], k) * factor;
        }
    }

    template <class Group, class S>
    RAVINE_HOST_DEVICE static void forward(const Group& group, const Operation& op, const Memory<S>& at) {
        const S* weights = at.parameters + op.parameters;
        const S* biases = weights + std::ptrdiff_t(op.outputs) * op.inputs;
        group.for_each(tiles(op.outputs) * at.samples, [&](int item) {
            const int first = item / at.samples * tile, sample = item % at.samples;
            const int there = op.outputs - first < tile ? op.outputs - first : tile;
            S z[tile] = {};
            for (int r = 0; op.has_bias && r < there; ++r) z[r] = biases[first + r];
            const S* x = at.row(op.in) + sample;
            sum_up(
                z, first, op.outputs, op.inputs,
                [&](int row, int k) { return weights[std::ptrdiff_t(row) * op.inputs + k]; },
                [&](int k) { return x[std::ptrdiff_t(k) * at.stride]; });
            for (int r = 0; op.sums != none && r < there; ++r) at.at(op.sums + first + r, sample) = z[r];
            with_elementwise(op.f, [&](const auto& f) {
                for (int r = 0; r < there; ++r) at.at(op.out + first + r, sample) = f.value(z[r]);
            });
        });
    }

    /// The gradients of parameters and inputs at the same time: neither needs the other.
    template <class Group, class S>
    RAVINE_HOST_DEVICE static void backward(const Group& group, const Operation& op, const Memory<S>& at) {
        const int columns = op.inputs + (op.has_bias ? 1 : 0), of_parameters = tiles(op.outputs) * columns;
        const int of_inputs = op.in_gradient == none ? 0 : tiles(op.inputs) * at.samples;
        group.for_each(of_parameters + of_inputs, [&](int item) {
            if (item < of_parameters)
                parameter_gradient(op, at, item / columns * tile, item % columns);
            else
                input_gradient(op, at, (item - of_parameters) / at.samples * tile, (item - of_parameters) % at.samples);
        });
    }

    /// Of W[first …][column]; the bias is the column behind the last.
    template <class S>
    RAVINE_HOST_DEVICE static void parameter_gradient(const Operation& op, const Memory<S>& at, int first, int column) {
        const int there = op.outputs - first < tile ? op.outputs - first : tile;
        const bool is_bias = column == op.inputs;
        S sums[tile] = {};
        const auto of_output = [&](int row, int sample) { return at.at(op.out_gradient + row, sample); };
        const S* x = at.row(op.in + (is_bias ? 0 : column));
        if (is_bias)
            sum_up(sums, first, op.outputs, at.samples, of_output, [](int) { return S(1); });
        else
            sum_up(sums, first, op.outputs, at.samples, of_output, [&](int sample) { return x[sample]; });
        S* weights = at.gradient + op.parameters;
        for (int r = 0; r < there; ++r) {
            const int row = first + r;
            S& sum = is_bias ? weights[std::ptrdiff_t(op.outputs) * op.inputs + row]
                             : weights[std::ptrdiff_t(row) * op.inputs + column];
            sum = (at.adds ? sum : S(0)) + sums[r];
        }
    }

    /// ∂L/∂x, times the slope of the activation that has given x where that has no way back of its own.
    template <class S>
    RAVINE_HOST_DEVICE static void input_gradient(const Operation& op, const Memory<S>& at, int first, int sample) {
        const int there = op.inputs - first < tile ? op.inputs - first : tile;
        const S* weights = at.parameters + op.parameters;
        const S* of_output = at.row(op.out_gradient) + sample;
        S sums[tile] = {};
        sum_up(
            sums, first, op.inputs, op.outputs,
            [&](int column, int k) { return weights[std::ptrdiff_t(k) * op.inputs + column]; },
            [&](int k) { return of_output[std::ptrdiff_t(k) * at.stride]; });
        with_elementwise(op.before_f, [&](const auto& f) {
            for (int r = 0; r < there; ++r) {
                const S* z = op.before_sums == none ? nullptr : &at.at(op.before_sums + first + r, sample);
                at.at(op.in_gradient + first + r, sample) = sums[r] * slope_of(f, z, at.at(op.in + first + r, sample));
            }
        });
    }
};

}  // namespace ravine::kernels
