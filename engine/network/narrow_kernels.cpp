// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is taken.

#include "engine/network/narrow_kernels.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <type_traits>
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

/// Up to eight numbers, without the call that a loop over them would become.
template <class Scalar>
HWY_INLINE void copy_few(const Scalar* from, int count, Scalar* to) {
    const auto copy = [&](auto part) HWY_ATTR {
        if (!(count & part)) return;
        std::memcpy(to, from, part * sizeof(Scalar));
        from += part;
        to += part;
    };
    copy(std::integral_constant<int, 8>());
    copy(std::integral_constant<int, 4>());
    copy(std::integral_constant<int, 2>());
    copy(std::integral_constant<int, 1>());
}

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
        copy_few(all, count, to);
    }
};

/// turned [Inputs + 1 × Lanes]: of each input the weights to all units, then the bias. Of units that are not there it
/// has what is finite where the others' is.
template <int Lanes, int Inputs, class Scalar>
HWY_INLINE void turn_parameters(const Scalar* parameters, int outputs, Scalar (&turned)[Inputs + 1][Lanes]) {
    const Scalar* bias = parameters + outputs * Inputs;
    if constexpr (Inputs == Lanes && turned_side<Scalar>() == Lanes) {
        if (outputs == Lanes) {
            turn(parameters, Lanes, turned[0], Lanes);
            std::memcpy(turned[Inputs], bias, sizeof(turned[Inputs]));
            return;
        }
    }
    const auto take = [&](int unit, int from) HWY_ATTR {
#pragma GCC unroll 8
        for (int k = 0; k < Inputs; ++k) turned[k][unit] = parameters[from * Inputs + k];
        turned[Inputs][unit] = bias[from];
    };
    if constexpr (Inputs * Lanes <= 16) {  // without a branch
#pragma GCC unroll 8
        for (int unit = 0; unit < Lanes; ++unit) take(unit, std::min(unit, outputs - 1));
    } else {
        std::memset(turned, 0, sizeof(turned));
        for (int unit = 0; unit < outputs; ++unit) take(unit, unit);
    }
}

/// Weights stay in registers while the samples pass.
template <int Lanes, int Inputs, class Scalar>
void forward_narrow(const Scalar* parameters, const Scalar* x, Scalar* z, int outputs, int samples) {
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

/// weights [Outputs × Lanes]: of each unit the weights from all inputs; 0 from inputs that are not there.
template <int Lanes, int Outputs, class Scalar>
HWY_INLINE void pad_weights(const Scalar* parameters, int inputs, Scalar (&weights)[Outputs][Lanes]) {
    if (inputs == Lanes) {
        std::memcpy(weights, parameters, sizeof(weights));
        return;
    }
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit, parameters += inputs) {
        Units<Scalar, Lanes> zeros;
        zeros.clear();
        zeros.store(weights[unit]);
        copy_few(parameters, inputs, weights[unit]);
    }
}

/// Sums for weights and biases stay in registers while the samples pass, and the gradient of each z is broadcast once.
template <int Lanes, int Outputs, bool WithInputs, class Scalar>
HWY_INLINE void sum_gradients(const Scalar* parameters, const Scalar* x, const Scalar* z_gradient, Scalar* gradient,
                              Scalar* x_gradient, int inputs, int samples) {
    alignas(64) Scalar weights[Outputs][Lanes];
    if constexpr (WithInputs) pad_weights(parameters, inputs, weights);
    Units<Scalar, Lanes> of_weights[Outputs], of_bias;
    of_bias.clear();
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit) of_weights[unit].clear();
    for (; samples > 0; --samples, x += Lanes, z_gradient += Lanes) {
        Units<Scalar, Lanes> input, of_units, of_input;
        input.load(x);
        of_units.load(z_gradient);
        of_bias.add(of_units);
        of_input.clear();
#pragma GCC unroll 8
        for (int unit = 0; unit < Outputs; ++unit) {
            of_weights[unit].add_product(z_gradient[unit], input);
            if constexpr (WithInputs) {
                Units<Scalar, Lanes> of_unit;
                of_unit.load(weights[unit]);
                of_input.add_product(z_gradient[unit], of_unit);
            }
        }
        if constexpr (WithInputs) {
            of_input.store(x_gradient);
            x_gradient += Lanes;
        }
    }
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit, gradient += inputs) of_weights[unit].store_first(gradient, inputs);
    of_bias.store_first(gradient, Outputs);
}

template <int Lanes, int Outputs, class Scalar>
void backward_narrow(const Scalar* parameters, const Scalar* x, const Scalar* z_gradient, Scalar* parameter_gradient,
                     Scalar* x_gradient, int inputs, int samples) {
    if (x_gradient)
        sum_gradients<Lanes, Outputs, true>(parameters, x, z_gradient, parameter_gradient, x_gradient, inputs, samples);
    else
        sum_gradients<Lanes, Outputs, false>(parameters, x, z_gradient, parameter_gradient, x_gradient, inputs,
                                             samples);
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
