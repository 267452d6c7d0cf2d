// Compiled by Highway for each width of engine/core/vector_loop.hpp; the one that is chosen there is called.
//
// A tile of the product is summed up in registers: for each inner index, one to four vectors of a row of B are loaded
// and multiplied by the elements of a few rows of A, each broadcast to all lanes. A multiply-add takes four cycles and
// two can begin in each, so that at least eight sums must be under way; there are 16 registers (of which two or three
// hold B and one holds A), so that four rows of three vectors, six of two or twelve of one are as many as fit. Of these
// the first loads least.

#include "engine/network/matrix_product.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>
#include <utility>

#include "engine/core/highway_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/network/matrix_product.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include "engine/network/turn-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int chunk = 256;        // of the inner index: a packed panel of B stays in the first-level cache
constexpr int least_turned = 16;  // rows: for so many, turning a panel of Y pays
constexpr int few_rows = 8;       // a layer of so many is small: calls would take most of its time
constexpr int most_rows(int vectors) { return 12 / vectors; }

/// Calls work(count, row) for all rows, where `count` of them are taken at a time: Most, at the end its half, and so on
/// to 1. The compiler knows `count`.
template <int Most, class Work>
HWY_INLINE void for_each_group(int row, int rows, const Work& work) {
    for (; row + Most <= rows; row += Most) work(std::integral_constant<int, Most>(), row);
    if constexpr (Most > 1) for_each_group<Most / 2>(row, rows, work);
}

/// What the tiles of a product have in common.
template <class Scalar>
struct TileShape {
    std::ptrdiff_t a_row, a_column, b_row, sums_row;  // strides
    int inner;
    Scalar floor = no_floor<Scalar>;  // of what is stored
    bool is_first = true;             // sums begin with a number for each row; else they go on
};

/// The sum, or the floor where the sum is below it; what is not a number stays none.
template <class Lanes, class V = hn::Vec<Lanes> >
HWY_INLINE V held_up(Lanes, V sum, V floor) {
#if HWY_ARCH_X86 && HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
    return hn::Max(floor, sum);  // x86 takes the second where either is not a number
#else
    return hn::IfThenElse(hn::Lt(sum, floor), floor, sum);
#endif
}

/// sums += A·B over the inner index. `offset`: what the rows begin with; null: 0.
template <class Scalar>
using TileKernel = void (*)(const TileShape<Scalar>& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                            Scalar* sums);

/// `Rows` rows of `Vectors` vectors.
template <int Rows, int Vectors, class Lanes, class Scalar>
HWY_INLINE void sum_tile(const TileShape<Scalar>& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                         Scalar* sums_out) {
    const Lanes lanes;
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(hn::Lanes(lanes));
    const std::ptrdiff_t a_row = shape.a_row, a_column = shape.a_column, b_row = shape.b_row, out = shape.sums_row;
    hn::Vec<Lanes> sums[Rows][Vectors];
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = !shape.is_first ? hn::LoadU(lanes, sums_out + r * out + v * width)
                                         : hn::Set(lanes, offset ? offset[r] : Scalar(0));
    for (int k = shape.inner; k > 0; --k, a += a_column, b += b_row) {
        hn::Vec<Lanes> right[Vectors];
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v) right[v] = hn::LoadU(lanes, b + v * width);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const auto left = hn::Set(lanes, a[r * a_row]);
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v) sums[r][v] = hn::MulAdd(left, right[v], sums[r][v]);
        }
    }
    const auto floor = hn::Set(lanes, shape.floor);
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            hn::StoreU(held_up(lanes, sums[r][v], floor), lanes, sums_out + r * out + v * width);
}

/// The kernel for one row, for two …
template <int Vectors, class Lanes, class Scalar, int... Before>
constexpr auto tile_kernels(std::integer_sequence<int, Before...>) {
    return std::array<TileKernel<Scalar>, sizeof...(Before)>{sum_tile<Before + 1, Vectors, Lanes, Scalar>...};
}

/// Panels of columns, one of them `Vectors` vectors wide, in tiles of some rows.
template <int Vectors, class Lanes, class Scalar>
struct Panel {
    static constexpr int width = Vectors * static_cast<int>(hn::MaxLanes(Lanes()));
    static constexpr int most = most_rows(Vectors);
    static constexpr auto kernels = tile_kernels<Vectors, Lanes, Scalar>(std::make_integer_sequence<int, most>());

    /// `rows` rows of a whole panel, evenly shared by as few tiles as can be: one of few rows waits for its sums.
    static void add(const TileShape<Scalar>& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                    Scalar* sums, int rows) {
        for (int tiles = (rows + most - 1) / most; tiles > 0; --tiles) {
            const int count = (rows + tiles - 1) / tiles;
            kernels[std::size_t(count - 1)](shape, a, b, offset, sums);
            a += count * shape.a_row;
            sums += count * shape.sums_row;
            if (offset) offset += count;
            rows -= count;
        }
    }

    /// B's columns are copied to where they lie side by side, missing ones as 0; that pays where they are read often.
    /// `b_column`: from one of them to the next.
    static HWY_NOINLINE void add_packed(TileShape<Scalar> shape, const Scalar* a, const Scalar* b,
                                        std::ptrdiff_t b_column, const Scalar* offset, Scalar* sums, int rows,
                                        int columns) {
        alignas(64) Scalar packed[chunk * width];
        const int inner = shape.inner;
        const Scalar floor = shape.floor;
        const std::ptrdiff_t b_row = std::exchange(shape.b_row, width);
        for (int k = 0; k == 0 || k < inner; k += chunk) {
            const bool is_last = k + chunk >= inner;
            shape.inner = is_last ? inner - k : chunk;
            shape.is_first = k == 0;
            shape.floor = is_last ? floor : no_floor<Scalar>;
            pack(b + k * b_row, b_row, b_column, shape.inner, columns, packed);
            if (columns == width)
                add(shape, a + k * shape.a_column, packed, offset, sums, rows);
            else
                add_beside(shape, a + k * shape.a_column, packed, offset, sums, rows, columns);
        }
    }

    /// packed [inner × width]; whole panels in vectors, or turned by blocks.
    static void pack(const Scalar* b, std::ptrdiff_t b_row, std::ptrdiff_t b_column, int inner, int columns,
                     Scalar* packed) {
        if (columns == width && b_column == 1) {
            for (int i = 0; i < inner; ++i) std::memcpy(packed + i * width, b + i * b_row, width * sizeof(Scalar));
            return;
        }
        constexpr int side = turned_side<Scalar>();
        int i = 0;
        if (columns == width && b_row == 1)
            for (; i + side <= inner; i += side)
                for (int j = 0; j < width; j += side)
                    turn(b + i + j * b_column, b_column, packed + i * width + j, width);
        if (columns < width) std::fill_n(packed, inner * width, Scalar(0));
        for (; i < inner; ++i)
            for (int j = 0; j < columns; ++j) packed[i * width + j] = b[i * b_row + j * b_column];
    }

    /// Tiles that the product is too narrow for are computed beside it.
    static void add_beside(TileShape<Scalar> shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                           Scalar* sums, int rows, int columns) {
        alignas(64) Scalar tile[most * width];
        const std::ptrdiff_t sums_row = std::exchange(shape.sums_row, width);
        for (int row = 0; row < rows; row += most) {
            const int count = std::min(most, rows - row);
            Scalar* place = sums + row * sums_row;
            if (!shape.is_first)
                for (int r = 0; r < count; ++r) std::copy_n(place + r * sums_row, columns, tile + r * width);
            kernels[std::size_t(count - 1)](shape, a + row * shape.a_row, b, offset ? offset + row : nullptr, tile);
            for (int r = 0; r < count; ++r) std::copy_n(tile + r * width, columns, place + r * sums_row);
        }
    }
};

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

/// The product's rows one after the other, for an inner index of at most `Most` numbers, such as a network's inputs: a
/// row's factors stay in registers, and what takes the time is to store the sums. Columns fill all vectors.
template <int Most, class Scalar>
HWY_NOINLINE void multiply_shallow(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor,
                                   Scalar* product, int rows, int inner, int columns) {
    if constexpr (Most > 1)
        if (inner < Most) return multiply_shallow<Most - 1>(a, b, offset, floor, product, rows, inner, columns);
    using Lanes = hn::ScalableTag<Scalar>;
    const Lanes lanes;
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(hn::Lanes(lanes)), end = columns;
    const auto least = hn::Set(lanes, floor);
    for (int row = 0; row < rows; ++row, product += end) {
        hn::Vec<Lanes> left[Most];
        for (int k = 0; k < Most; ++k) left[k] = hn::Set(lanes, a(row, k));
        const auto start = hn::Set(lanes, offset ? offset[row] : Scalar(0));
#pragma GCC unroll 4
        for (std::ptrdiff_t column = 0; column < end; column += width) {
            auto sum = start;
            for (int k = 0; k < Most; ++k) sum = hn::MulAdd(left[k], hn::LoadU(lanes, b + k * end + column), sum);
            hn::StoreU(held_up(lanes, sum, least), lanes, product + column);
        }
    }
}

/// Where B is read where it lies: few rows read it, or it is small, so that its rows have room in the first-level
/// cache.
inline bool stays_in_place(int rows, int inner, int columns) {
    return rows <= 48 || std::ptrdiff_t(inner) * columns <= 12288;
}

/// Calls work(panel, column) for panels of three vectors, and of two for what would be left of these; gives the first
/// column that fills none.
template <class Scalar, class Work>
HWY_INLINE int for_each_panel(int column, int columns, const Work& work) {
    using Lanes = hn::ScalableTag<Scalar>;
    const int vectors = (columns - column) / static_cast<int>(hn::MaxLanes(Lanes()));
    const int twos = std::min(vectors / 2, vectors * 2 % 3);
    const auto take = [&](auto panel, int count) HWY_ATTR {
        for (; count > 0; --count, column += panel.width) work(panel, column);
    };
    take(Panel<3, Lanes, Scalar>(), (vectors - 2 * twos) / 3);
    take(Panel<2, Lanes, Scalar>(), twos);
    return column;
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
    int done = 0;
    if (rows <= Widest::most)
        for (; done + Widest::width <= columns; done += Widest::width) add_in_place(Widest(), done);
    if (stays_in_place(rows, inner, columns)) {
        done = for_each_panel<Scalar>(done, columns, add_in_place);
        for (; done + Narrow::width <= columns; done += Narrow::width) add_in_place(Narrow(), done);
    } else {
        done = for_each_panel<Scalar>(done, columns, add_packed);
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
        hn::StoreU(hn::Add(hn::ConcatLowerLower(lanes, high, low), hn::ConcatUpperUpper(lanes, high, low)), lanes,
                   sums);
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
int multiply_turned(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int samples) {
    const TileShape<Scalar> shape = {samples, 1, 1, columns, samples};
    return for_each_panel<Scalar>(0, columns, [&](auto panel, int column) {
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
    alignas(64) Scalar of_rows[8];
    store_sums(lanes, total, of_rows);
    std::memcpy(sums, of_rows, Rows * sizeof(Scalar));
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

template <class Scalar>
HWY_NOINLINE void multiply_transposed_many(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows,
                                           int columns, int samples) {
    using Lanes = hn::CappedTag<Scalar, 8>;
    if (sums) sum_rows<false>(Lanes(), x, sums, rows, samples);
    const int first = rows >= least_turned ? multiply_turned(x, y, product, rows, columns, samples) : 0;
    const int most = rows_in_cache(rows, samples);
    for (; rows > 0; rows -= most, x += std::ptrdiff_t(most) * samples, product += std::ptrdiff_t(most) * columns) {
        const int count = std::min(most, rows);
        for_each_group<4>(first, columns, [&](auto width, int column) HWY_ATTR {
            multiply_columns<false, width(), Lanes>(x, y, product, count, columns, column, samples);
        });
    }
}

/// The same for a small layer, which has no time for calls, and samples that fill all vectors.
template <class Scalar>
HWY_NOINLINE void multiply_transposed_few(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows,
                                          int columns, int samples) {
    using Lanes = hn::CappedTag<Scalar, 8>;
    if (sums) sum_rows<true>(Lanes(), x, sums, rows, samples);
    for_each_group<4>(0, columns, [&](auto width, int column) HWY_ATTR {
        multiply_columns<true, width(), Lanes>(x, y, product, rows, columns, column, samples);
    });
}

template <class Scalar>
void multiply_transposed_any(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows, int columns,
                             int samples) {
    constexpr int width = static_cast<int>(hn::MaxLanes(hn::CappedTag<Scalar, 8>()));
    if (rows <= few_rows && samples % width == 0)
        multiply_transposed_few(x, y, product, sums, rows, columns, samples);
    else
        multiply_transposed_many(x, y, product, sums, rows, columns, samples);
}

#define RAVINE_PRODUCTS(Scalar)                                                                                  \
    void multiply_##Scalar(const MatrixView<Scalar>& a, const Scalar* b, const Scalar* offset, Scalar floor,     \
                           Scalar* product, int rows, int inner, int columns) {                                  \
        multiply_any(a, b, offset, floor, product, rows, inner, columns);                                        \
    }                                                                                                            \
    void multiply_transposed_##Scalar(const Scalar* x, const Scalar* y, Scalar* product, Scalar* sums, int rows, \
                                      int columns, int samples) {                                                \
        multiply_transposed_any(x, y, product, sums, rows, columns, samples);                                    \
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
    }
RAVINE_PRODUCTS(float)
RAVINE_PRODUCTS(double)
#undef RAVINE_PRODUCTS

}  // namespace ravine

#endif
