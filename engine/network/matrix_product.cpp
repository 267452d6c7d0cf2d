// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is called.

#include "engine/network/matrix_product.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "engine/core/highway_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/network/matrix_product.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include "engine/network/product_tiles-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int least_turned = 16;  // rows: for so many, turning a panel of Y pays
constexpr int few_rows = 8;       // a layer of so many is small: calls would take most of its time

/// Calls work(count, row) for all rows, where `count` of them are taken at a time: Most, at the end its half, and so on
/// to 1. The compiler knows `count`.
template <int Most, class Work>
HWY_INLINE void for_each_group(int row, int rows, const Work& work) {
    for (; row + Most <= rows; row += Most) work(std::integral_constant<int, Most>(), row);
    if constexpr (Most > 1) for_each_group<Most / 2>(row, rows, work);
}

/// Whole panels of a small layer, which has no time for calls.
template <class Scalar>
HWY_NOINLINE void multiply_few(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor,
                               Scalar* product, int rows, int inner, int columns) {
    using Lanes = hn::ScalableTag<Scalar>;
    const TileShape<Scalar> shape = {a.row_stride, a.column_stride, columns, columns, inner, floor};
    const int width = 2 * static_cast<int>(hn::Lanes(Lanes()));
    for (int column = 0; column < columns; column += width)
        for_each_group<4>(0, rows, [&](auto count, int row) HWY_ATTR {
            sum_tile<count(), 2, Lanes>(shape, a.data + row * shape.a_row, b + column, offset ? offset + row : nullptr,
                                        product + row * shape.sums_row + column);
        });
}

/// All rows of `Vectors` vectors of the product, for an inner index of `Inner` numbers: those of B stay in registers,
/// and what takes the time is to store the sums.
template <int Inner, int Vectors, class Lanes, class Scalar>
HWY_INLINE void sum_shallow(Lanes lanes, const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset,
                            Scalar floor, Scalar* product, int rows, std::ptrdiff_t columns) {
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(hn::Lanes(lanes));
    hn::Vec<Lanes> right[Inner][Vectors];
#pragma GCC unroll 4
    for (int k = 0; k < Inner; ++k)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v) right[k][v] = hn::LoadU(lanes, b + k * columns + v * width);
    const MatrixView<Scalar> own = a;  // which no store can change
    with_floor(lanes, floor, [&](const auto& finished) HWY_ATTR {
        for (int row = 0; row < rows; ++row) {
            hn::Vec<Lanes> left[Inner];
#pragma GCC unroll 4
            for (int k = 0; k < Inner; ++k) left[k] = hn::Set(lanes, own(row, k));
            const auto start = hn::Set(lanes, offset ? offset[row] : Scalar(0));
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v) {
                auto sum = start;
#pragma GCC unroll 4
                for (int k = 0; k < Inner; ++k) sum = hn::MulAdd(left[k], right[k][v], sum);
                hn::StoreU(finished(sum), lanes, product + row * columns + v * width);
            }
        }
    });
}

/// A product of an inner index of at most `Most` numbers, such as a network's inputs. Columns fill all vectors.
template <int Most, class Scalar>
HWY_NOINLINE void multiply_shallow(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor,
                                   Scalar* product, int rows, int inner, int columns) {
    if constexpr (Most > 1)
        if (inner < Most) return multiply_shallow<Most - 1>(a, b, offset, floor, product, rows, inner, columns);
    using Lanes = hn::ScalableTag<Scalar>;
    const Lanes lanes;
    const int width = static_cast<int>(hn::Lanes(lanes));
    for_each_group<Most <= 2 ? 4 : 2>(0, columns / width, [&](auto count, int vector) HWY_ATTR {
        sum_shallow<Most, count()>(lanes, a, b + vector * width, offset, floor, product + vector * width, rows,
                                   columns);
    });
}

/// Where B is read where it lies: few rows read it, or it is small, so that its rows have room in the first-level
/// cache.
inline bool stays_in_place(int rows, int inner, int columns) {
    return rows <= 48 || std::ptrdiff_t(inner) * columns <= 12288;
}

/// Where A's rows lie side by side, a tile takes a few numbers of each of its cache lines: whether these are too many
/// to stay in the first-level cache until the next tile takes the others.
template <class Scalar>
bool is_read_again(const MatrixView<Scalar>& a, int rows, int inner) {
    return a.row_stride == 1 && std::ptrdiff_t(rows) * inner > 8192;
}

template <class Scalar>
HWY_NOINLINE void multiply_many(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor,
                                Scalar* product, int rows, int inner, int columns) {
    using Widest = Panel<4, hn::ScalableTag<Scalar>, Scalar>;
    using Narrow = Panel<1, hn::CappedTag<Scalar, 8>, Scalar>;
    const TileShape<Scalar> shape = {a.row_stride, a.column_stride, columns, columns, inner, floor};
    const auto add_in_place = [&](auto panel, int column) {
        panel.add(shape, a.data, b + column, offset, product + column, rows);
    };
    const auto add_packed = [&](auto panel, int column) {
        panel.add_packed(shape, a.data, b + column, 1, offset, product + column, rows,
                         std::min(panel.width, columns - column));
    };
    const bool few = is_read_again(a, rows, inner);
    int done = 0;
    if (rows <= Widest::most)
        for (; done + Widest::width <= columns; done += Widest::width) add_in_place(Widest(), done);
    if (stays_in_place(rows, inner, columns)) {
        done = for_each_panel<Scalar>(done, columns, few, add_in_place);
        for (; done + Narrow::width <= columns; done += Narrow::width) add_in_place(Narrow(), done);
    } else {
        done = for_each_panel<Scalar>(done, columns, few, add_packed);
    }
    for (; done < columns; done += Narrow::width) add_packed(Narrow(), done);
}

template <class Scalar>
void multiply_any(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor, Scalar* product,
                  int rows, int inner, int columns) {
    constexpr int lanes = static_cast<int>(hn::MaxLanes(hn::ScalableTag<Scalar>()));
    const bool is_small = rows <= few_rows;
    if (!is_small && inner > 0 && inner <= 4 && columns % lanes == 0)
        multiply_shallow<4>(a, b, offset, floor, product, rows, inner, columns);
    else if (is_small && columns % (2 * lanes) == 0 && (columns == 2 * lanes || rows > 2))
        multiply_few(a, b, offset, floor, product, rows, inner, columns);
    else
        multiply_many(a, b, offset, floor, product, rows, inner, columns);
}

/// sums[i] = the sum of the lanes of v[i].
template <class Lanes, class Scalar>
HWY_INLINE void store_sums(Lanes lanes, const hn::Vec<Lanes> (&v)[8], Scalar* sums) {
    for (int i = 0; i < 8; ++i) sums[i] = hn::GetLane(hn::SumOfLanes(lanes, v[i]));
}

#if HWY_TARGET != HWY_SCALAR
/// The same with fewer steps, by adding halves of vectors that have been zipped together.
template <class Lanes>
HWY_INLINE void store_sums(Lanes lanes, const hn::Vec<Lanes> (&v)[8], float* sums) {
    const hn::Repartition<double, Lanes> pairs;
    const auto folded = [&](auto a, auto b) HWY_ATTR {  // in each block of four: a₀+a₂, b₀+b₂, a₁+a₃, b₁+b₃
        return hn::Add(hn::InterleaveLower(lanes, a, b), hn::InterleaveUpper(lanes, a, b));
    };
    const auto four = [&](int i) HWY_ATTR {  // in each block of four: its sums of v[i] … v[i + 3]
        const auto left = hn::BitCast(pairs, folded(v[i], v[i + 1])),
                   right = hn::BitCast(pairs, folded(v[i + 2], v[i + 3]));
        return hn::Add(hn::BitCast(lanes, hn::InterleaveLower(pairs, left, right)),
                       hn::BitCast(lanes, hn::InterleaveUpper(pairs, left, right)));
    };
    const auto low = four(0), high = four(4);
    if constexpr (hn::MaxLanes(Lanes()) == 4) {
        hn::StoreU(low, lanes, sums);
        hn::StoreU(high, lanes, sums + 4);
    } else {
        const hn::CappedTag<float, 8> eight;
        const auto halved = [&](auto whole) HWY_ATTR {  // to eight lanes
            if constexpr (hn::MaxLanes(hn::DFromV<decltype(whole)>()) == 8)
                return whole;
            else
                return hn::Add(hn::LowerHalf(eight, whole), hn::UpperHalf(eight, whole));
        };
        const auto a = halved(low), b = halved(high);
        hn::StoreU(hn::Add(hn::ConcatLowerLower(eight, b, a), hn::ConcatUpperUpper(eight, b, a)), eight, sums);
    }
}
#endif

/// The last `count` numbers of a row and zeros. (A masked load may read what is behind the row.)
template <class Lanes, class Scalar>
HWY_INLINE hn::Vec<Lanes> load_rest(Lanes lanes, const Scalar* numbers, int count) {
    alignas(64) Scalar padded[hn::MaxLanes(Lanes())] = {};
    std::copy_n(numbers, count, padded);
    return hn::Load(lanes, padded);
}

/// Calls add(load) for each vector of a row's samples, where load(row) gives the row's. `Whole`: they fill all vectors.
template <bool Whole, class Lanes, class Add>
HWY_INLINE void for_each_vector(Lanes lanes, int samples, const Add& add) {
    const int width = static_cast<int>(hn::Lanes(lanes));
    int sample = 0;
    for (; sample + width <= samples; sample += width)
        add([&](const auto* row) HWY_ATTR { return hn::LoadU(lanes, row + sample); });
    if (!Whole && sample < samples)
        add([&](const auto* row) HWY_ATTR { return load_rest(lanes, row + sample, samples - sample); });
}

/// product [Rows × Columns] at its place, up to eight sums over the samples of products of a row of X with a row of Y.
template <bool Whole, int Rows, int Columns, class Lanes, class Scalar>
HWY_INLINE void sum_products(Lanes lanes, const Scalar* x, const Scalar* y, Scalar* product, int columns, int samples) {
    hn::Vec<Lanes> total[8];
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i) total[i] = hn::Zero(lanes);
    for_each_vector<Whole>(lanes, samples, [&](auto load) HWY_ATTR {
        hn::Vec<Lanes> right[Columns];
#pragma GCC unroll 4
        for (int c = 0; c < Columns; ++c) right[c] = load(y + std::ptrdiff_t(c) * samples);
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r) {
            const auto left = load(x + std::ptrdiff_t(r) * samples);
#pragma GCC unroll 4
            for (int c = 0; c < Columns; ++c)
                total[r * Columns + c] = hn::MulAdd(left, right[c], total[r * Columns + c]);
        }
    });
    alignas(64) Scalar sums[8];
    store_sums(lanes, total, sums);
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
        std::memcpy(product + std::ptrdiff_t(r) * columns, sums + r * Columns, Columns * sizeof(Scalar));
}

/// The products of all rows of X with `Columns` rows of Y, which are the columns of the product from `column` on.
template <bool Whole, int Columns, class Lanes, class Scalar>
HWY_INLINE void multiply_columns(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int column,
                                 int samples) {
    for_each_group<8 / Columns>(0, rows, [&](auto count, int row) HWY_ATTR {
        sum_products<Whole, count(), Columns>(Lanes(), x + std::ptrdiff_t(row) * samples,
                                              y + std::ptrdiff_t(column) * samples,
                                              product + std::ptrdiff_t(row) * columns + column, columns, samples);
    });
}

/// Whole panels of the product's columns, for which Y is turned round; gives the first column that is left.
template <class Scalar>
int multiply_panels(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int samples) {
    const TileShape<Scalar> shape = {samples, 1, 1, columns, samples};
    return for_each_panel<Scalar>(0, columns, false, [&](auto panel, int column) {
        panel.add_packed(shape, x, y + std::ptrdiff_t(column) * samples, samples, nullptr, product + column, rows,
                         panel.width);
    });
}

/// sums [Rows] of rows of X.
template <bool Whole, int Rows, class Lanes, class Scalar>
HWY_INLINE void sum_group(Lanes lanes, const Scalar* x, Scalar* sums, int samples) {
    hn::Vec<Lanes> total[8];
#pragma GCC unroll 8
    for (int r = 0; r < 8; ++r) total[r] = hn::Zero(lanes);
    for_each_vector<Whole>(lanes, samples, [&](auto load) HWY_ATTR {
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r) total[r] = hn::Add(total[r], load(x + std::ptrdiff_t(r) * samples));
    });
    if constexpr (Rows == 8) return store_sums(lanes, total, sums);
    alignas(64) Scalar of_rows[8];
    store_sums(lanes, total, of_rows);
    std::copy_n(of_rows, Rows, sums);
}

template <bool Whole, class Lanes, class Scalar>
HWY_INLINE void sum_rows(Lanes lanes, const Scalar* x, Scalar* sums, int rows, int samples) {
    for_each_group<8>(0, rows, [&](auto count, int row) HWY_ATTR {
        sum_group<Whole, count()>(lanes, x + std::ptrdiff_t(row) * samples, sums + row, samples);
    });
}

/// As many rows of X at a time as stay in the first-level cache while Y passes.
inline int rows_in_cache(int rows, int samples) {
    constexpr int numbers = 4096;
    return rows * samples <= numbers ? rows : std::max(8, numbers / samples / 8 * 8);
}

/// `Whole`: the samples fill all vectors.
template <bool Whole, class Lanes, class Scalar>
HWY_NOINLINE void multiply_transposed_many(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows,
                                           int columns, int samples) {
    if (sums) sum_rows<Whole>(Lanes(), x, sums, rows, samples);
    const int first = rows >= least_turned ? multiply_panels(x, y, product, rows, columns, samples) : 0;
    const int most = rows_in_cache(rows, samples);
    for (; rows > 0; rows -= most, x += std::ptrdiff_t(most) * samples, product += std::ptrdiff_t(most) * columns) {
        const int count = std::min(most, rows);
        for_each_group<4>(first, columns, [&](auto width, int column) HWY_ATTR {
            multiply_columns<Whole, width(), Lanes>(x, y, product, count, columns, column, samples);
        });
    }
}

/// The same for a small layer, which has no time for calls, and samples that fill all vectors.
template <class Lanes, class Scalar>
HWY_NOINLINE void multiply_transposed_few(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows,
                                          int columns, int samples) {
    if (sums) sum_rows<true>(Lanes(), x, sums, rows, samples);
    for_each_group<4>(0, columns, [&](auto width, int column) HWY_ATTR {
        multiply_columns<true, width(), Lanes>(x, y, product, rows, columns, column, samples);
    });
}

template <class Scalar>
void multiply_transposed_any(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows, int columns,
                             int samples) {
    using Eight = hn::CappedTag<Scalar, 8>;
    using Widest = hn::ScalableTag<Scalar>;
    const auto fill = [&](auto lanes) { return samples % static_cast<int>(hn::MaxLanes(lanes)) == 0; };
    const bool is_small = rows <= few_rows;
    if (is_small && fill(Widest()))
        multiply_transposed_few<Widest>(x, y, product, sums, rows, columns, samples);
    else if (is_small && fill(Eight()))
        multiply_transposed_few<Eight>(x, y, product, sums, rows, columns, samples);
    else if (fill(Widest()))
        multiply_transposed_many<true, Widest>(x, y, product, sums, rows, columns, samples);
    else
        multiply_transposed_many<false, Eight>(x, y, product, sums, rows, columns, samples);
}

/// One panel after the other, each [samples × width]; the last one is filled up with zeros.
template <class Scalar>
using TurnedPanel = Panel<2, hn::ScalableTag<Scalar>, Scalar>;

template <class Scalar>
void turn_any(const Scalar* y, Scalar* turned, int columns, int samples) {
    constexpr int width = TurnedPanel<Scalar>::width;
    for (int column = 0; column < columns; column += width, turned += std::ptrdiff_t(width) * samples)
        TurnedPanel<Scalar>::pack(y + std::ptrdiff_t(column) * samples, 1, samples, samples,
                                  std::min(width, columns - column), turned);
}

/// A part of a panel that stays in the first-level cache at a time.
template <class Scalar>
void multiply_turned_any(const Scalar* x, const Scalar* turned, Scalar* product, int rows, int columns, int samples,
                         bool adds) {
    constexpr int width = TurnedPanel<Scalar>::width;
    for (int first = 0; first < samples; first += chunk, adds = true) {
        TileShape<Scalar> shape = {samples, 1, width, columns, std::min(chunk, samples - first)};
        shape.is_first = !adds;
        for (int column = 0; column < columns; column += width) {
            const Scalar* panel = turned + std::ptrdiff_t(column) * samples + std::ptrdiff_t(first) * width;
            if (column + width <= columns)
                TurnedPanel<Scalar>::add(shape, x + first, panel, nullptr, product + column, rows);
            else
                TurnedPanel<Scalar>::add_beside(shape, x + first, panel, nullptr, product + column, rows,
                                                columns - column);
        }
    }
}

#define RAVINE_PRODUCTS(Scalar)                                                                                  \
    void multiply_##Scalar(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor,     \
                           Scalar* product, int rows, int inner, int columns) {                                  \
        multiply_any(a, b, offset, floor, product, rows, inner, columns);                                        \
    }                                                                                                            \
    void multiply_transposed_##Scalar(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows, \
                                      int columns, int samples) {                                                \
        multiply_transposed_any(x, y, product, sums, rows, columns, samples);                                    \
    }                                                                                                            \
    void sum_samples_##Scalar(const Scalar* x, Scalar* sums, int rows, int samples) {                            \
        sum_rows<false>(hn::CappedTag<Scalar, 8>(), x, sums, rows, samples);                                     \
    }                                                                                                            \
    void turn_samples_##Scalar(const Scalar* y, Scalar* turned, int columns, int samples) {                      \
        turn_any(y, turned, columns, samples);                                                                   \
    }                                                                                                            \
    void multiply_turned_##Scalar(const Scalar* x, const Scalar* turned, Scalar* product, int rows, int columns, \
                                  int samples, bool adds) {                                                      \
        multiply_turned_any(x, turned, product, rows, columns, samples, adds);                                   \
    }
RAVINE_PRODUCTS(float)
RAVINE_PRODUCTS(double)
#undef RAVINE_PRODUCTS

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ravine {

#define RAVINE_PRODUCTS(Scalar)                                                                                      \
    void multiply(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor, Scalar* product, \
                  int rows, int inner, int columns) {                                                                \
        RAVINE_CHOSEN(multiply_##Scalar)(a, b, offset, floor, product, rows, inner, columns);                        \
    }                                                                                                                \
    void multiply_transposed(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows, int columns, \
                             int samples) {                                                                          \
        RAVINE_CHOSEN(multiply_transposed_##Scalar)(x, y, product, sums, rows, columns, samples);                    \
    }                                                                                                                \
    void sum_samples(const Scalar* x, Scalar* sums, int rows, int samples) {                                         \
        RAVINE_CHOSEN(sum_samples_##Scalar)(x, sums, rows, samples);                                                 \
    }                                                                                                                \
    void turn_samples(const Scalar* y, Scalar* turned, int columns, int samples) {                                   \
        RAVINE_CHOSEN(turn_samples_##Scalar)(y, turned, columns, samples);                                           \
    }                                                                                                                \
    void multiply_turned(const Scalar* x, const Scalar* turned, Scalar* product, int rows, int columns, int samples, \
                         bool adds) {                                                                                \
        RAVINE_CHOSEN(multiply_turned_##Scalar)(x, turned, product, rows, columns, samples, adds);                   \
    }
RAVINE_PRODUCTS(float)
RAVINE_PRODUCTS(double)
#undef RAVINE_PRODUCTS

}  // namespace ravine

#endif
