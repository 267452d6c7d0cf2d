// Compiled once for every instruction set that Highway knows of here; the widest that the processor has is called.
//
// A tile of the product is summed up in registers: for each inner index, one or two vectors of a row of B are loaded
// and multiplied by the elements of a few rows of A, each broadcast to all lanes. A multiply-add takes four cycles and
// two can begin in each, so that at least eight sums must be under way; there are 16 registers (of which two hold B and
// one holds A), so that six rows of two vectors or twelve of one are as many as fit.

#include "engine/network/matrix_product.hpp"

#include <algorithm>
#include <array>
#include <utility>

// Vectors whose size is known at run time alone make no arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/network/matrix_product.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int chunk = 256;         // of the inner index: a packed panel of B stays in the first-level cache
constexpr int most_in_place = 48;  // rows: for more of them, packing a panel of B pays
constexpr int most_rows(int vectors) { return vectors == 1 ? 12 : 6; }

/// What the tiles of a product have in common.
struct TileShape {
    std::ptrdiff_t a_row, a_column, b_row, sums_row;  // strides
    int inner;
    bool is_first;  // sums begin with a number for each row; else they go on
};

/// sums += A·B over the inner index. `offset`: what the rows begin with; null: 0.
template <class Scalar>
using TileKernel = void (*)(const TileShape& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                            Scalar* sums);

/// `Rows` rows of `Vectors` vectors.
template <int Rows, int Vectors, class Lanes, class Scalar>
void sum_tile(const TileShape& shape, const Scalar* a, const Scalar* b, const Scalar* offset, Scalar* sums_out) {
    const Lanes lanes;
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(hn::Lanes(lanes));
    const std::ptrdiff_t a_row = shape.a_row, a_column = shape.a_column, b_row = shape.b_row, out = shape.sums_row;
    hn::Vec<Lanes> sums[Rows][Vectors];
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = !shape.is_first ? hn::LoadU(lanes, sums_out + r * out + v * width)
                                         : hn::Set(lanes, offset ? offset[r] : Scalar(0));
    for (int k = shape.inner; k > 0; --k, a += a_column, b += b_row) {
        hn::Vec<Lanes> right[Vectors];
#pragma GCC unroll 2
        for (int v = 0; v < Vectors; ++v) right[v] = hn::LoadU(lanes, b + v * width);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const auto left = hn::Set(lanes, a[r * a_row]);
#pragma GCC unroll 2
            for (int v = 0; v < Vectors; ++v) sums[r][v] = hn::MulAdd(left, right[v], sums[r][v]);
        }
    }
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < Vectors; ++v) hn::StoreU(sums[r][v], lanes, sums_out + r * out + v * width);
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

    /// `rows` rows of a whole panel, in tiles that differ by a row at most: a tile of few rows waits for its sums.
    static void add(const TileShape& shape, const Scalar* a, const Scalar* b, const Scalar* offset, Scalar* sums,
                    int rows) {
        int tiles = 1, share = rows, larger = 0;
        if (rows > most) {
            tiles = (rows + most - 1) / most;
            share = rows / tiles;
            larger = rows % tiles;
        }
        for (int tile = 0; tile < tiles; ++tile) {
            const int count = share + (tile < larger);
            kernels[std::size_t(count - 1)](shape, a, b, offset, sums);
            a += count * shape.a_row;
            sums += count * shape.sums_row;
            if (offset) offset += count;
        }
    }

    /// B's columns are copied to where they lie side by side, missing ones as 0; that pays where they are read often.
    /// `b_column`: from one of them to the next.
    static HWY_NOINLINE void add_packed(TileShape shape, const Scalar* a, const Scalar* b, std::ptrdiff_t b_column,
                                        const Scalar* offset, Scalar* sums, int rows, int columns) {
        alignas(64) Scalar packed[chunk * width];
        const int inner = shape.inner;
        const std::ptrdiff_t b_row = std::exchange(shape.b_row, width);
        for (int k = 0; k == 0 || k < inner; k += chunk) {
            shape.inner = std::min(chunk, inner - k);
            shape.is_first = k == 0;
            if (columns < width) std::fill_n(packed, shape.inner * width, Scalar(0));
            for (int i = 0; i < shape.inner; ++i) {
                const Scalar* from = b + (k + i) * b_row;
                for (int j = 0; j < columns; ++j) packed[i * width + j] = from[j * b_column];
            }
            if (columns == width)
                add(shape, a + k * shape.a_column, packed, offset, sums, rows);
            else
                add_beside(shape, a + k * shape.a_column, packed, offset, sums, rows, columns);
        }
    }

    /// Tiles that the product is too narrow for are computed beside it.
    static void add_beside(TileShape shape, const Scalar* a, const Scalar* b, const Scalar* offset, Scalar* sums,
                           int rows, int columns) {
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

template <class Scalar>
void multiply_any(MatrixView<Scalar> a, const Scalar* b, const Scalar* offset, Scalar* product, int rows, int inner,
                  int columns) {
    using Wide = Panel<2, hn::ScalableTag<Scalar>, Scalar>;
    using Narrow = Panel<1, hn::CappedTag<Scalar, 8>, Scalar>;
    const TileShape shape = {a.row_stride, a.column_stride, columns, columns, inner, true};
    int done = 0;
    const auto add_panels = [&](auto panel) {
        using Panels = decltype(panel);
        for (; done + Panels::width <= columns; done += Panels::width)
            if (rows <= most_in_place)
                Panels::add(shape, a.data, b + done, offset, product + done, rows);
            else
                Panels::add_packed(shape, a.data, b + done, 1, offset, product + done, rows, Panels::width);
    };
    add_panels(Wide());
    add_panels(Narrow());
    for (; done < columns; done += Narrow::width)
        Narrow::add_packed(shape, a.data, b + done, 1, offset, product + done, rows,
                           std::min(Narrow::width, columns - done));
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

/// Eight sums over the samples of products of a row of X with a row of Y, `Rows` by `Columns` of them.
template <int Rows, int Columns, class Lanes, class Scalar>
HWY_INLINE void sum_products(Lanes lanes, const Scalar* const (&x)[Rows], const Scalar* y, int samples, Scalar* sums) {
    const int width = static_cast<int>(hn::Lanes(lanes));
    hn::Vec<Lanes> total[8];
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i) total[i] = hn::Zero(lanes);
    const auto add = [&](auto load) HWY_ATTR {
        hn::Vec<Lanes> right[Columns];
#pragma GCC unroll 4
        for (int c = 0; c < Columns; ++c) right[c] = load(y + std::ptrdiff_t(c) * samples);
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r) {
            const auto left = load(x[r]);
#pragma GCC unroll 4
            for (int c = 0; c < Columns; ++c)
                total[r * Columns + c] = hn::MulAdd(left, right[c], total[r * Columns + c]);
        }
    };
    int sample = 0;
    for (; sample + width <= samples; sample += width)
        add([&](const Scalar* row) HWY_ATTR { return hn::LoadU(lanes, row + sample); });
    if (sample < samples)
        add([&](const Scalar* row) HWY_ATTR { return load_rest(lanes, row + sample, samples - sample); });
    store_sums(lanes, total, sums);
}

/// The products of all rows of X with `Columns` rows of Y, which are the columns of the product from `column` on.
template <int Columns, class Lanes, class Scalar>
void multiply_columns(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int column,
                      int samples) {
    constexpr int tile_rows = 8 / Columns;
    for (int row = 0; row < rows; row += tile_rows) {
        const Scalar* of_tile[tile_rows];
        for (int r = 0; r < tile_rows; ++r) of_tile[r] = x + std::ptrdiff_t(std::min(row + r, rows - 1)) * samples;
        alignas(64) Scalar sums[8];
        sum_products<tile_rows, Columns>(Lanes(), of_tile, y + std::ptrdiff_t(column) * samples, samples, sums);
        for (int r = 0; r < std::min(tile_rows, rows - row); ++r)
            std::copy_n(sums + r * Columns, Columns, product + std::ptrdiff_t(row + r) * columns + column);
    }
}

/// Whole panels of the product's columns, for which Y is turned round; gives the first column that is left.
template <class Scalar>
int multiply_turned(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int samples) {
    using Wide = Panel<2, hn::ScalableTag<Scalar>, Scalar>;
    const TileShape shape = {samples, 1, 1, columns, samples, true};
    int done = 0;
    for (; done + Wide::width <= columns; done += Wide::width)
        Wide::add_packed(shape, x, y + std::ptrdiff_t(done) * samples, samples, nullptr, product + done, rows,
                         Wide::width);
    return done;
}

/// As many rows of X at a time as stay in the first-level cache while Y passes.
template <class Scalar>
void multiply_transposed_any(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int samples) {
    using Lanes = hn::CappedTag<Scalar, 8>;
    constexpr int cached = 4096;
    const int most = std::max(8, cached / samples / 8 * 8);
    const int first = rows > most_in_place ? multiply_turned(x, y, product, rows, columns, samples) : 0;
    for (; rows > 0; rows -= most, x += std::ptrdiff_t(most) * samples, product += std::ptrdiff_t(most) * columns) {
        const int count = std::min(most, rows);
        int column = first;
        for (; column + 4 <= columns; column += 4)
            multiply_columns<4, Lanes>(x, y, product, count, columns, column, samples);
        for (; column + 2 <= columns; column += 2)
            multiply_columns<2, Lanes>(x, y, product, count, columns, column, samples);
        for (; column < columns; ++column) multiply_columns<1, Lanes>(x, y, product, count, columns, column, samples);
    }
}

template <class Scalar>
void sum_rows_any(const Scalar* x, Scalar* sums, int rows, int samples) {
    const hn::CappedTag<Scalar, 8> lanes;
    const int width = static_cast<int>(hn::Lanes(lanes));
    for (int row = 0; row < rows; row += 8) {
        const Scalar* from[8];
        for (int r = 0; r < 8; ++r) from[r] = x + std::ptrdiff_t(std::min(row + r, rows - 1)) * samples;
        hn::Vec<decltype(lanes)> total[8];
#pragma GCC unroll 8
        for (int r = 0; r < 8; ++r) total[r] = hn::Zero(lanes);
        int sample = 0;
        for (; sample + width <= samples; sample += width)
#pragma GCC unroll 8
            for (int r = 0; r < 8; ++r) total[r] = hn::Add(total[r], hn::LoadU(lanes, from[r] + sample));
        if (sample < samples)
#pragma GCC unroll 8
            for (int r = 0; r < 8; ++r)
                total[r] = hn::Add(total[r], load_rest(lanes, from[r] + sample, samples - sample));
        alignas(64) Scalar of_rows[8];
        store_sums(lanes, total, of_rows);
        std::copy_n(of_rows, std::min(8, rows - row), sums + row);
    }
}

#define RAVINE_PRODUCTS(Scalar)                                                                                    \
    void multiply_##Scalar(MatrixView<Scalar> a, const Scalar* b, const Scalar* offset, Scalar* product, int rows, \
                           int inner, int columns) {                                                               \
        multiply_any(a, b, offset, product, rows, inner, columns);                                                 \
    }                                                                                                              \
    void multiply_transposed_##Scalar(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns,    \
                                      int samples) {                                                               \
        multiply_transposed_any(x, y, product, rows, columns, samples);                                            \
    }                                                                                                              \
    void sum_rows_##Scalar(const Scalar* x, Scalar* sums, int rows, int samples) {                                 \
        sum_rows_any(x, sums, rows, samples);                                                                      \
    }
RAVINE_PRODUCTS(float)
RAVINE_PRODUCTS(double)
#undef RAVINE_PRODUCTS

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ravine {

#define RAVINE_PRODUCTS(Scalar)                                                                                       \
    HWY_EXPORT(multiply_##Scalar);                                                                                    \
    HWY_EXPORT(multiply_transposed_##Scalar);                                                                         \
    HWY_EXPORT(sum_rows_##Scalar);                                                                                    \
                                                                                                                      \
    void multiply(MatrixView<Scalar> a, const Scalar* b, const Scalar* offset, Scalar* product, int rows, int inner,  \
                  int columns) {                                                                                      \
        HWY_DYNAMIC_DISPATCH(multiply_##Scalar)(a, b, offset, product, rows, inner, columns);                         \
    }                                                                                                                 \
    void multiply_transposed(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int samples) { \
        HWY_DYNAMIC_DISPATCH(multiply_transposed_##Scalar)(x, y, product, rows, columns, samples);                    \
    }                                                                                                                 \
    void sum_rows(const Scalar* x, Scalar* sums, int rows, int samples) {                                             \
        HWY_DYNAMIC_DISPATCH(sum_rows_##Scalar)(x, sums, rows, samples);                                              \
    }
RAVINE_PRODUCTS(float)
RAVINE_PRODUCTS(double)
#undef RAVINE_PRODUCTS

}  // namespace ravine

#endif
