// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is taken.

#include "engine/network/batch_norm_kernels.hpp"

#include <cstddef>

#include "engine/core/highway_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/network/batch_norm_kernels.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class Lanes>
HWY_INLINE hn::Vec<Lanes> load(Lanes lanes, const double* numbers) {
    return hn::LoadU(lanes, numbers);
}
template <class Lanes>
HWY_INLINE hn::Vec<Lanes> load(Lanes lanes, const float* numbers) {
    return hn::PromoteTo(lanes, hn::LoadU(hn::Rebind<float, Lanes>(), numbers));
}

/// Sums over the samples, side by side: in four vectors in turns, which do not wait for each other, and what is left
/// one by one. A term is term(lanes, i), of the samples from i on.
template <class Term>
HWY_INLINE double sum_over_samples(int samples, const Term& term) {
    const hn::CappedTag<double, 4> lanes;
    const int width = static_cast<int>(hn::Lanes(lanes));
    auto first = hn::Zero(lanes), second = first, third = first, fourth = first;
    int i = 0;
    for (; i + 4 * width <= samples; i += 4 * width) {
        first = hn::Add(first, term(lanes, i));
        second = hn::Add(second, term(lanes, i + width));
        third = hn::Add(third, term(lanes, i + 2 * width));
        fourth = hn::Add(fourth, term(lanes, i + 3 * width));
    }
    for (; i + width <= samples; i += width) first = hn::Add(first, term(lanes, i));
    const auto all = hn::Add(hn::Add(first, second), hn::Add(third, fourth));
    double sum = hn::GetLane(hn::SumOfLanes(lanes, all));
    for (; i < samples; ++i) sum += hn::GetLane(term(hn::CappedTag<double, 1>(), i));
    return sum;
}

template <class Scalar>
void measure(int units, int samples, const Scalar* z, Scalar* mean, Scalar* variance) {
    const double share = 1.0 / samples;
    for (int unit = 0; unit < units; ++unit, z += samples) {
        mean[unit] =
            Scalar(share * sum_over_samples(samples, [=](auto lanes, int i) HWY_ATTR { return load(lanes, z + i); }));
        const double of_unit = double(mean[unit]);
        variance[unit] = Scalar(share * sum_over_samples(samples, [=](auto lanes, int i) HWY_ATTR {
                                    const auto apart = hn::Sub(load(lanes, z + i), hn::Set(lanes, of_unit));
                                    return hn::Mul(apart, apart);
                                }));
    }
}

template <class Scalar>
void sum_parameter_gradient(int units, int samples, const Scalar* z, const Scalar* mean, const Scalar* scale,
                            const Scalar* y_gradient, Scalar* gamma_gradient, Scalar* beta_gradient) {
    for (int unit = 0; unit < units; ++unit, z += samples, y_gradient += samples) {
        const double of_unit = double(mean[unit]);
        gamma_gradient[unit] = Scalar(double(scale[unit]) * sum_over_samples(samples, [=](auto lanes, int i) HWY_ATTR {
                                          return hn::Mul(load(lanes, y_gradient + i),
                                                         hn::Sub(load(lanes, z + i), hn::Set(lanes, of_unit)));
                                      }));
        beta_gradient[unit] =
            Scalar(sum_over_samples(samples, [=](auto lanes, int i) HWY_ATTR { return load(lanes, y_gradient + i); }));
    }
}

BatchNormKernels<float> batch_norm_kernels_float() { return {measure<float>, sum_parameter_gradient<float>}; }
BatchNormKernels<double> batch_norm_kernels_double() { return {measure<double>, sum_parameter_gradient<double>}; }

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ravine {

template <>
BatchNormKernels<float> batch_norm_kernels() {
    return RAVINE_CHOSEN(batch_norm_kernels_float)();
}
template <>
BatchNormKernels<double> batch_norm_kernels() {
    return RAVINE_CHOSEN(batch_norm_kernels_double)();
}

}  // namespace ravine

#endif
