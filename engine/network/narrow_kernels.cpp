// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is taken.

#include "engine/network/narrow_kernels.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <utility>

#include "engine/core/highway_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/network/narrow_kernels.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include "engine/network/turn-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// A sample's units, or a unit's weights: a vector, or several where the processor's are shorter.
template <class Scalar, int Lanes>
struct Units {
    using Tag = hn::CappedTag<Scalar, Lanes>;
    static constexpr int width = static_cast<int>(hn::MaxLanes(Tag())), parts = Lanes / width;
    hn::Vec<Tag> part[parts];

    HWY_INLINE void clear() {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::Zero(Tag());
    }
    HWY_INLINE void load(const Scalar* from) {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::LoadU(Tag(), from + p * width);
    }
    HWY_INLINE void store(Scalar* to) const {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) hn::StoreU(part[p], Tag(), to + p * width);
    }
    HWY_INLINE void add(const Units& other) {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::Add(part[p], other.part[p]);
    }
    HWY_INLINE void add_product(Scalar left, const Units& right) {
        const auto broadcast = hn::Set(Tag(), left);
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::MulAdd(broadcast, right.part[p], part[p]);
    }
    /// The first `count` of them.
    HWY_INLINE void store_first(Scalar* to, int count) const {
        if (count == Lanes) return store(to);
        alignas(64) Scalar all[Lanes];
        store(all);
        for (int i = 0; i < count; ++i) to[i] = all[i];
    }
};

/// turned [Inputs + 1 × Lanes]: of each input the weights to all units, then the bias; 0 for units that are not there.
template <int Lanes, int Inputs, class Scalar>
HWY_INLINE void turn_parameters(const Scalar* parameters, int outputs, Scalar (&turned)[Inputs + 1][Lanes]) {
    if constexpr (Inputs == Lanes && turned_side<Scalar>() == Lanes) {
        if (outputs == Lanes) {
            turn(parameters, Lanes, turned[0], Lanes);
            std::memcpy(turned[Inputs], parameters + Lanes * Lanes, sizeof(turned[Inputs]));
            return;
        }
    }
    Units<Scalar, Lanes> zeros;
    zeros.clear();
#pragma GCC unroll 9
    for (int k = 0; k <= Inputs; ++k) zeros.store(turned[k]);
    for (int unit = 0; unit < outputs; ++unit)
#pragma GCC unroll 8
        for (int k = 0; k < Inputs; ++k) turned[k][unit] = parameters[unit * Inputs + k];
    for (int unit = 0; unit < outputs; ++unit) turned[Inputs][unit] = parameters[outputs * Inputs + unit];
}

/// Weights stay in registers while the samples pass.
template <int Lanes, int Inputs, class Scalar>
void forward_narrow(const Scalar* parameters, const Scalar* x, Scalar* z, int, int outputs, int samples) {
    alignas(64) Scalar turned[Inputs + 1][Lanes];
    turn_parameters<Lanes, Inputs>(parameters, outputs, turned);
    Units<Scalar, Lanes> weights[Inputs], bias;
#pragma GCC unroll 8
    for (int k = 0; k < Inputs; ++k) weights[k].load(turned[k]);
    bias.load(turned[Inputs]);
    for (; samples > 0; --samples, x += Lanes, z += Lanes) {
        Units<Scalar, Lanes> sums = bias;
#pragma GCC unroll 8
        for (int k = 0; k < Inputs; ++k) sums.add_product(x[k], weights[k]);
        sums.store(z);
    }
}

/// Sums stay in registers while the samples pass.
template <int Lanes, int Outputs, class Scalar>
HWY_INLINE void sum_gradients(const Scalar* x, const Scalar* z_gradient, Scalar* gradient, int inputs, int samples) {
    Units<Scalar, Lanes> of_weights[Outputs], of_bias;
    of_bias.clear();
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit) of_weights[unit].clear();
    for (; samples > 0; --samples, x += Lanes, z_gradient += Lanes) {
        Units<Scalar, Lanes> input, of_sample;
        input.load(x);
        of_sample.load(z_gradient);
        of_bias.add(of_sample);
#pragma GCC unroll 8
        for (int unit = 0; unit < Outputs; ++unit) of_weights[unit].add_product(z_gradient[unit], input);
    }
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit, gradient += inputs) of_weights[unit].store_first(gradient, inputs);
    of_bias.store_first(gradient, Outputs);
}

template <int Lanes, int Outputs, class Scalar>
HWY_INLINE void hand_gradient_on(const Scalar* parameters, const Scalar* z_gradient, Scalar* x_gradient, int inputs,
                                 int samples) {
    Units<Scalar, Lanes> weights[Outputs];
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit, parameters += inputs) {
        if (inputs == Lanes) {
            weights[unit].load(parameters);
            continue;
        }
        alignas(64) Scalar padded[Lanes] = {};
        for (int k = 0; k < inputs; ++k) padded[k] = parameters[k];
        weights[unit].load(padded);
    }
    for (; samples > 0; --samples, z_gradient += Lanes, x_gradient += Lanes) {
        Units<Scalar, Lanes> sums;
        sums.clear();
#pragma GCC unroll 8
        for (int unit = 0; unit < Outputs; ++unit) sums.add_product(z_gradient[unit], weights[unit]);
        sums.store(x_gradient);
    }
}

template <int Lanes, int Outputs, class Scalar>
void backward_narrow(const Scalar* parameters, const Scalar* x, const Scalar* z_gradient, Scalar* parameter_gradient,
                     Scalar* x_gradient, int inputs, int, int samples) {
    sum_gradients<Lanes, Outputs>(x, z_gradient, parameter_gradient, inputs, samples);
    if (x_gradient) hand_gradient_on<Lanes, Outputs>(parameters, z_gradient, x_gradient, inputs, samples);
}

/// Kernels for 1, 2 … Lanes inputs and outputs.
template <int Lanes, class Scalar, int... Before>
NarrowKernels<Scalar> kernels_among(std::integer_sequence<int, Before...>, int inputs, int outputs) {
    static constexpr decltype(NarrowKernels<Scalar>::forward) forward[] = {
        forward_narrow<Lanes, Before + 1, Scalar>...};
    static constexpr decltype(NarrowKernels<Scalar>::backward) backward[] = {
        backward_narrow<Lanes, Before + 1, Scalar>...};
    return {forward[inputs - 1], backward[outputs - 1]};
}

template <class Scalar>
NarrowKernels<Scalar> narrow_kernels_any(int lanes, int inputs, int outputs) {
    if (lanes == 4) return kernels_among<4, Scalar>(std::make_integer_sequence<int, 4>(), inputs, outputs);
    return kernels_among<8, Scalar>(std::make_integer_sequence<int, 8>(), inputs, outputs);
}

NarrowKernels<float> narrow_kernels_float(int lanes, int inputs, int outputs) {
    return narrow_kernels_any<float>(lanes, inputs, outputs);
}
NarrowKernels<double> narrow_kernels_double(int lanes, int inputs, int outputs) {
    return narrow_kernels_any<double>(lanes, inputs, outputs);
}

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ravine {

template <>
NarrowKernels<float> narrow_kernels(int lanes, int inputs, int outputs) {
    return RAVINE_CHOSEN(narrow_kernels_float)(lanes, inputs, outputs);
}
template <>
NarrowKernels<double> narrow_kernels(int lanes, int inputs, int outputs) {
    return RAVINE_CHOSEN(narrow_kernels_double)(lanes, inputs, outputs);
}

}  // namespace ravine

#endif
