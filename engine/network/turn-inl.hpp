// Blocks of a matrix turned in registers; included once for each width that Highway compiles for.

#if defined(RAVINE_TURN_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef RAVINE_TURN_INL
#undef RAVINE_TURN_INL
#else
#define RAVINE_TURN_INL
#endif

#include <hwy/highway.h>
#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Side of the blocks that are turned in registers.
template <class Scalar>
constexpr int turned_side() {
    return sizeof(Scalar) == sizeof(float) ? static_cast<int>(hn::MaxLanes(hn::CappedTag<float, 8>())) : 1;
}

inline void turn(const double* from, std::ptrdiff_t, double* to, std::ptrdiff_t) { *to = *from; }

#if HWY_TARGET == HWY_SCALAR
inline void turn(const float* from, std::ptrdiff_t, float* to, std::ptrdiff_t) { *to = *from; }
#else
/// Four rows, row(0) to row(3) of `lanes`, become columns, in each block of four lanes.
template <class Lanes, class Row, class V = hn::Vec<Lanes> >
HWY_INLINE void turn_four(Lanes lanes, const Row& row, V (&turned)[4]) {
    const hn::Repartition<double, Lanes> pairs;
    const auto low_01 = hn::BitCast(pairs, hn::InterleaveLower(lanes, row(0), row(1))),
               high_01 = hn::BitCast(pairs, hn::InterleaveUpper(lanes, row(0), row(1))),
               low_23 = hn::BitCast(pairs, hn::InterleaveLower(lanes, row(2), row(3))),
               high_23 = hn::BitCast(pairs, hn::InterleaveUpper(lanes, row(2), row(3)));
    turned[0] = hn::BitCast(lanes, hn::InterleaveLower(pairs, low_01, low_23));
    turned[1] = hn::BitCast(lanes, hn::InterleaveUpper(pairs, low_01, low_23));
    turned[2] = hn::BitCast(lanes, hn::InterleaveLower(pairs, high_01, high_23));
    turned[3] = hn::BitCast(lanes, hn::InterleaveUpper(pairs, high_01, high_23));
}

/// to = fromᵀ, of a block of turned_side() rows and columns.
inline void turn(const float* from, std::ptrdiff_t from_stride, float* to, std::ptrdiff_t to_stride) {
    const hn::CappedTag<float, 8> lanes;
    const auto row = [&](int i) HWY_ATTR { return hn::LoadU(lanes, from + i * from_stride); };
    hn::Vec<decltype(lanes)> upper[4];
    turn_four(lanes, row, upper);
    if constexpr (turned_side<float>() == 4) {
        for (int i = 0; i < 4; ++i) hn::StoreU(upper[i], lanes, to + i * to_stride);
    } else {
        hn::Vec<decltype(lanes)> lower[4];
        turn_four(
            lanes, [&](int i) HWY_ATTR { return row(i + 4); }, lower);
        for (int i = 0; i < 4; ++i) {
            hn::StoreU(hn::ConcatLowerLower(lanes, lower[i], upper[i]), lanes, to + i * to_stride);
            hn::StoreU(hn::ConcatUpperUpper(lanes, lower[i], upper[i]), lanes, to + (i + 4) * to_stride);
        }
    }
}
#endif

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
