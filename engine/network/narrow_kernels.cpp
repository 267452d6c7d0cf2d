// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is taken.

#include "engine/network/narrow_kernels.hpp"

#include <algorithm>
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

/// As many samples as fill a vector; single numbers, and vectors that are too short, take one.
template <class Scalar, int Lanes>
constexpr int samples_at_once = sizeof(Scalar) == sizeof(float)
                                    ? std::max(1, static_cast<int>(hn::MaxLanes(hn::ScalableTag<float>())) / Lanes)
                                    : 1;

/// The units of as many samples as are taken at once: a vector, or several where the processor's are shorter.
template <class Scalar, int Lanes>
struct Units {
    static constexpr int samples = samples_at_once<Scalar, Lanes>, numbers = samples * Lanes;
    using Tag = hn::CappedTag<Scalar, numbers>;
    using Vector = hn::Vec<Tag>;
    static constexpr int width = static_cast<int>(hn::MaxLanes(Tag())), parts = numbers / width;
    Vector part[parts];

    HWY_INLINE void clear() {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::Zero(Tag());
    }
    HWY_INLINE void load(const Scalar* from) {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::LoadU(Tag(), from + p * width);
    }
    /// The same Lanes numbers for every sample.
    HWY_INLINE void load_for_each(const Scalar* from) {
        if constexpr (samples == 1) {
            load(from);
        } else if constexpr (Lanes == 4) {
            part[0] = hn::LoadDup128(Tag(), from);
        } else {
            const auto one = hn::LoadU(hn::CappedTag<Scalar, Lanes>(), from);
            part[0] = Combine(Tag(), one, one);  // found by its arguments: single numbers have none
        }
    }
    HWY_INLINE void store(Scalar* to) const {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) hn::StoreU(part[p], Tag(), to + p * width);
    }
    /// Lanes numbers.
    HWY_INLINE void store_sum(Scalar* to) const {
        if constexpr (samples == 1)
            store(to);
        else
            store_sum_of_halves(Tag(), part[0], to);
    }
    HWY_INLINE void add(const Units& other) {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::Add(part[p], other.part[p]);
    }
    HWY_INLINE void add_product(Vector factor, const Units& other) {
#pragma GCC unroll 8
        for (int p = 0; p < parts; ++p) part[p] = hn::MulAdd(factor, other.part[p], part[p]);
    }
    /// Of each sample its number k in all lanes.
    template <int k>
    static HWY_INLINE Vector broadcast(const Scalar* from) {
        if constexpr (samples == 1)
            return hn::Set(Tag(), from[k]);
        else if constexpr (Lanes == 4)
            return hn::Broadcast<k>(hn::LoadU(Tag(), from));
        else
            return hn::Broadcast<k % 4>(broadcast_four<k / 4>(hn::LoadU(Tag(), from)));
    }

  private:
    /// Of the eight numbers of each sample the lower (0) or the upper (1) four, twice.
    template <int which>
    static HWY_INLINE Vector broadcast_four(Vector numbers) {
        const Vector swapped = hn::SwapAdjacentBlocks(numbers);
        return which == 0 ? hn::OddEvenBlocks(swapped, numbers) : hn::OddEvenBlocks(numbers, swapped);
    }
    template <class Whole>
    static HWY_INLINE void store_sum_of_halves(Whole whole, hn::Vec<Whole> vector, Scalar* to) {
        if constexpr (static_cast<int>(hn::MaxLanes(whole)) == Lanes) {
            hn::StoreU(vector, whole, to);
        } else {
            const hn::Half<Whole> half;  // halves are found by their arguments, as above
            store_sum_of_halves(half, hn::Add(LowerHalf(half, vector), UpperHalf(half, vector)), to);
        }
    }
};

/// work(0), work(1) … as constants.
template <int Count, class Work>
HWY_INLINE void for_each_of(const Work& work) {
    [&]<int... k>(std::integer_sequence<int, k...>) HWY_ATTR { (work(std::integral_constant<int, k>()), ...); }
    (std::make_integer_sequence<int, Count>());
}

/// Of each input its weights to all units, from W [outputs × Inputs] row-major.
template <int Lanes, int Inputs, class Scalar>
HWY_INLINE void load_columns(const Scalar* weights, Units<Scalar, Lanes> (&columns)[Inputs]) {
    using Row = Units<Scalar, Lanes>;
    if constexpr (Row::samples > 1 && Lanes == 4) {
        const typename Row::Tag lanes;
        typename Row::Vector turned[4];
        turn_four(
            lanes, [&](int unit) HWY_ATTR { return hn::LoadDup128(lanes, weights + unit * Inputs); }, turned);
        for (int k = 0; k < Inputs; ++k) columns[k].part[0] = turned[k];
    } else {
        constexpr int side = turned_side<Scalar>();
        alignas(64) Scalar turned[Lanes][Lanes];
#pragma GCC unroll 8
        for (int unit = 0; unit < Lanes; unit += side)
#pragma GCC unroll 8
            for (int k = 0; k < Inputs; k += side) turn(weights + unit * Inputs + k, Inputs, &turned[k][unit], Lanes);
#pragma GCC unroll 8
        for (int k = 0; k < Inputs; ++k) columns[k].load_for_each(turned[k]);
    }
}

/// Weights stay in registers while the samples pass. What comes beyond four inputs is summed up beside, as each product
/// waits for the sum before it.
template <int Lanes, int Inputs, class Scalar>
void forward_narrow(const Scalar* parameters, const Scalar* x, Scalar* z, int outputs, int samples) {
    using Row = Units<Scalar, Lanes>;
    Row weights[Inputs], bias;
    load_columns(parameters, weights);
    bias.load_for_each(parameters + outputs * Inputs);
    for (; samples > 0; samples -= Row::samples, x += Row::numbers, z += Row::numbers) {
        Row sums = bias, beyond_four;
        beyond_four.clear();
        for_each_of<Inputs>([&](auto k) HWY_ATTR {
            (k < 4 ? sums : beyond_four).add_product(Row::template broadcast<k>(x), weights[k]);
        });
        if constexpr (Inputs > 4) sums.add(beyond_four);
        sums.store(z);
    }
}

/// Sums for weights and biases stay in registers while the samples pass, and the gradient of each z is broadcast once.
template <int Lanes, int Outputs, bool WithInputs, class Scalar>
HWY_INLINE void sum_gradients(const Scalar* parameters, const Scalar* x, const Scalar* z_gradient, Scalar* gradient,
                              Scalar* x_gradient, int inputs, int samples) {
    using Row = Units<Scalar, Lanes>;
    Row weights[Outputs], of_weights[Outputs], of_bias;
    of_bias.clear();
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit) {
        of_weights[unit].clear();
        if constexpr (WithInputs) weights[unit].load_for_each(parameters + unit * inputs);
    }
    for (; samples > 0; samples -= Row::samples, x += Row::numbers, z_gradient += Row::numbers) {
        Row input, of_units, of_input, beyond_four;
        input.load(x);
        of_units.load(z_gradient);
        of_bias.add(of_units);
        of_input.clear();
        beyond_four.clear();
        for_each_of<Outputs>([&](auto unit) HWY_ATTR {
            const auto of_unit = Row::template broadcast<unit>(z_gradient);
            of_weights[unit].add_product(of_unit, input);
            if constexpr (WithInputs) (unit < 4 ? of_input : beyond_four).add_product(of_unit, weights[unit]);
        });
        if constexpr (WithInputs) {
            if constexpr (Outputs > 4) of_input.add(beyond_four);
            of_input.store(x_gradient);
            x_gradient += Row::numbers;
        }
    }
    // Each row overwrites what the one before it stored beyond its inputs.
    Scalar behind[Lanes];
    std::memcpy(behind, gradient + Outputs * (inputs + 1), sizeof(behind));
#pragma GCC unroll 8
    for (int unit = 0; unit < Outputs; ++unit) of_weights[unit].store_sum(gradient + unit * inputs);
    of_bias.store_sum(gradient + Outputs * inputs);
    std::memcpy(gradient + Outputs * (inputs + 1), behind, sizeof(behind));
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
    return {forward[inputs - 1], backward[outputs - 1], samples_at_once<Scalar, Lanes>};
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
