// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is taken.

#include "engine/network/layer_norm_kernels.hpp"

#include <cstddef>

#include "engine/core/highway_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/network/layer_norm_kernels.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class Scalar>
using Shape = typename LayerNormKernels<Scalar>::Shape;

/// Calls work(lanes, first) for all samples: a vector of them at a time, and what is left one by one.
template <class Scalar, class Work>
HWY_INLINE void for_each_vector(int samples, const Work& work) {
    const hn::CappedTag<Scalar, 8> lanes;
    const int width = static_cast<int>(hn::Lanes(lanes));
    int first = 0;
    for (; first + width <= samples; first += width) work(lanes, first);
    for (; first < samples; ++first) work(hn::CappedTag<Scalar, 1>(), first);
}

/// Calls take(i, unit) for all units, where i is 0 and 1 in turns: two sums that do not wait for each other.
template <class Take>
HWY_INLINE void for_each_unit(int units, const Take& take) {
    int unit = 0;
    for (; unit + 2 <= units; unit += 2) take(0, unit), take(1, unit + 1);
    if (unit < units) take(0, unit);
}

/// μ and scale of a vector of samples.
template <class Lanes, class Scalar = hn::TFromD<Lanes>>
HWY_INLINE void measure(Lanes lanes, Shape<Scalar> shape, const Scalar* z, Scalar epsilon, hn::Vec<Lanes>& mean,
                        hn::Vec<Lanes>& scale) {
    const auto zero = hn::Zero(lanes), part = hn::Set(lanes, Scalar(1) / Scalar(shape.units));
    const auto number = [&](int unit) HWY_ATTR { return hn::LoadU(lanes, z + std::ptrdiff_t(unit) * shape.samples); };
    hn::Vec<Lanes> sums[2] = {zero, zero}, squares[2] = {zero, zero};
    for_each_unit(shape.units, [&](int i, int unit) HWY_ATTR { sums[i] = hn::Add(sums[i], number(unit)); });
    const auto about = hn::Mul(hn::Add(sums[0], sums[1]), part);
    sums[0] = sums[1] = zero;
    for_each_unit(shape.units, [&](int i, int unit) HWY_ATTR {
        const auto apart = hn::Sub(number(unit), about);
        sums[i] = hn::Add(sums[i], apart);
        squares[i] = hn::MulAdd(apart, apart, squares[i]);
    });
    const auto rest = hn::Mul(hn::Add(sums[0], sums[1]), part);
    const auto variance = hn::NegMulAdd(rest, rest, hn::Mul(hn::Add(squares[0], squares[1]), part));
    mean = hn::Add(about, rest);
    scale = hn::Div(hn::Set(lanes, Scalar(1)),
                    hn::Sqrt(hn::Add(hn::IfThenElse(hn::Lt(variance, zero), zero, variance), hn::Set(lanes, epsilon))));
}

template <class Scalar>
void normalise(Shape<Scalar> shape, const Scalar* z, const Scalar* gamma, const Scalar* beta, Scalar epsilon,
               Scalar* means, Scalar* scales, Scalar* y) {
    for_each_vector<Scalar>(shape.samples, [&](auto lanes, int first) HWY_ATTR {
        hn::Vec<decltype(lanes)> mean, scale;
        measure(lanes, shape, z + first, epsilon, mean, scale);
        hn::StoreU(mean, lanes, means + first);
        hn::StoreU(scale, lanes, scales + first);
        std::ptrdiff_t place = first;
        for (int unit = 0; unit < shape.units; ++unit, place += shape.samples) {
            const auto normalised = hn::Mul(hn::Sub(hn::LoadU(lanes, z + place), mean), scale);
            hn::StoreU(hn::MulAdd(normalised, hn::Set(lanes, gamma[unit]), hn::Set(lanes, beta[unit])), lanes,
                       y + place);
        }
    });
}

template <class Scalar>
void sum_parameter_gradient(Shape<Scalar> shape, const Scalar* z, const Scalar* mean, const Scalar* scale,
                            const Scalar* y_gradient, Scalar* gamma_gradient, Scalar* beta_gradient) {
    const hn::CappedTag<Scalar, 8> all;
    for (int unit = 0; unit < shape.units; ++unit, z += shape.samples, y_gradient += shape.samples) {
        auto of_gamma = hn::Zero(all), of_beta = hn::Zero(all);
        Scalar gamma_rest = 0, beta_rest = 0;
        for_each_vector<Scalar>(shape.samples, [&](auto lanes, int first) HWY_ATTR {
            const auto load = [&](const Scalar* row) HWY_ATTR { return hn::LoadU(lanes, row + first); };
            const auto normalised = hn::Mul(hn::Sub(load(z), load(mean)), load(scale)), gradient = load(y_gradient);
            if constexpr (hn::MaxLanes(lanes) == hn::MaxLanes(all) && hn::MaxLanes(all) > 1) {
                of_gamma = hn::MulAdd(gradient, normalised, of_gamma);
                of_beta = hn::Add(of_beta, gradient);
            } else {
                gamma_rest += hn::GetLane(hn::Mul(gradient, normalised));
                beta_rest += hn::GetLane(gradient);
            }
        });
        gamma_gradient[unit] = hn::GetLane(hn::SumOfLanes(all, of_gamma)) + gamma_rest;
        beta_gradient[unit] = hn::GetLane(hn::SumOfLanes(all, of_beta)) + beta_rest;
    }
}

template <class Scalar>
void set_input_gradient(Shape<Scalar> shape, const Scalar* z, const Scalar* means, const Scalar* scales,
                        const Scalar* gamma, const Scalar* y_gradient, Scalar* z_gradient) {
    for_each_vector<Scalar>(shape.samples, [&](auto lanes, int first) HWY_ATTR {
        const auto mean = hn::LoadU(lanes, means + first), scale = hn::LoadU(lanes, scales + first);
        const auto zero = hn::Zero(lanes), part = hn::Set(lanes, Scalar(1) / Scalar(shape.units));
        const auto normalised = [&](int unit) HWY_ATTR {
            return hn::Mul(hn::Sub(hn::LoadU(lanes, z + first + std::ptrdiff_t(unit) * shape.samples), mean), scale);
        };
        const auto g = [&](int unit) HWY_ATTR {
            return hn::Mul(hn::Set(lanes, gamma[unit]),
                           hn::LoadU(lanes, y_gradient + first + std::ptrdiff_t(unit) * shape.samples));
        };
        hn::Vec<decltype(lanes)> sums[2] = {zero, zero}, along[2] = {zero, zero};
        for_each_unit(shape.units, [&](int i, int unit) HWY_ATTR {
            const auto own = g(unit);
            sums[i] = hn::Add(sums[i], own);
            along[i] = hn::MulAdd(own, normalised(unit), along[i]);
        });
        const auto mean_g = hn::Mul(hn::Add(sums[0], sums[1]), part),
                   mean_along = hn::Mul(hn::Add(along[0], along[1]), part);
        for (int unit = 0; unit < shape.units; ++unit) {
            const auto apart = hn::NegMulAdd(normalised(unit), mean_along, hn::Sub(g(unit), mean_g));
            hn::StoreU(hn::Mul(apart, scale), lanes, z_gradient + first + std::ptrdiff_t(unit) * shape.samples);
        }
    });
}

LayerNormKernels<float> layer_norm_kernels_float() {
    return {normalise<float>, sum_parameter_gradient<float>, set_input_gradient<float>};
}
LayerNormKernels<double> layer_norm_kernels_double() {
    return {normalise<double>, sum_parameter_gradient<double>, set_input_gradient<double>};
}

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ravine {

template <>
LayerNormKernels<float> layer_norm_kernels() {
    return RAVINE_CHOSEN(layer_norm_kernels_float)();
}
template <>
LayerNormKernels<double> layer_norm_kernels() {
    return RAVINE_CHOSEN(layer_norm_kernels_double)();
}

}  // namespace ravine

#endif
