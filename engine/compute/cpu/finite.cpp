// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is called.

#include "engine/compute/cpu/finite.hpp"

#include <cstddef>

#include "engine/core/highway_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/compute/cpu/finite.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// In vectors, and what is left in vectors of half the width: an optimizer has just stored the numbers, and a load that
/// takes them as they were stored need not wait until they are in the cache. 0·x is 0 unless x is not finite; what is
/// no number then stays in the sum.
template <int Width, class Scalar>
HWY_INLINE bool finite_in_vectors(const Scalar* values, std::size_t count) {
    const hn::CappedTag<Scalar, Width> lanes;
    const auto zero = hn::Zero(lanes);
    hn::Vec<decltype(lanes)> sums[2] = {zero, zero};
    const auto take = [&](int sum) HWY_ATTR {
        sums[sum] = hn::MulAdd(hn::LoadU(lanes, values), zero, sums[sum]);
        values += Width;
        count -= Width;
    };
    while (count >= 2 * Width) take(0), take(1);
    if (count >= Width) take(0);
    const auto sum = hn::Add(sums[0], sums[1]);
    bool finite = hn::AllTrue(lanes, hn::Eq(sum, sum));
    if constexpr (Width > 1) finite &= finite_in_vectors<Width / 2>(values, count);
    return finite;
}

template <class Scalar>
bool all_finite_any(std::span<const Scalar> values) {
    constexpr int widest = static_cast<int>(hn::MaxLanes(hn::ScalableTag<Scalar>()));
    return finite_in_vectors<widest>(values.data(), values.size());
}

bool all_finite_float(std::span<const float> values) { return all_finite_any(values); }
bool all_finite_double(std::span<const double> values) { return all_finite_any(values); }

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ravine {

template <>
bool all_finite(std::span<const float> values) {
    return RAVINE_CHOSEN(all_finite_float)(values);
}
template <>
bool all_finite(std::span<const double> values) {
    return RAVINE_CHOSEN(all_finite_double)(values);
}

}  // namespace ravine

#endif
