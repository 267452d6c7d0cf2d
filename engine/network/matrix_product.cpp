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

template <class Scalar>
struct StridedRows {
    Scalar* data;
    std::ptrdiff_t stride;
};

/// What the rows of a tile begin with: one number each (null: 0), or what is there already.
template <class Scalar>
struct TileStart {
    bool is_first;
    const Scalar* offset;
};

/// `Rows` rows of a tile: sums += A·B over `count` inner indices. B's rows are `Vectors` vectors long.
template <int Rows, int Vectors, class Lanes, class Scalar>
HWY_INLINE void sum_tile(Lanes lanes, MatrixView<Scalar> a, StridedRows<const Scalar> b, int count,
                         TileStart<Scalar> start, StridedRows<Scalar> out) {
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(hn::Lanes(lanes));
    hn::Vec<Lanes> sums[Rows][Vectors];
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = !start.is_first ? hn::LoadU(lanes, out.data + r * out.stride + v * width)
                                         : hn::Set(lanes, start.offset ? start.offset[r] : Scalar(0));
    for (int k = 0; k < count; ++k) {
        hn::Vec<Lanes> right[Vectors];
#pragma GCC unroll 2
        for (int v = 0; v < Vectors; ++v) right[v] = hn::LoadU(lanes, b.data + k * b.stride + v * width);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const auto left = hn::Set(lanes, a(r, k));
#pragma GCC unroll 2
            for (int v = 0; v < Vectors; ++v) sums[r][v] = hn::MulAdd(left, right[v], sums[r][v]);
        }
    }
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < Vectors; ++v) hn::StoreU(sums[r][v], lanes, out.data + r * out.stride + v * width);
}

template <class Scalar>
using TileKernel = void (*)(MatrixView<Scalar>, StridedRows<const Scalar>, int, TileStart<Scalar>, StridedRows<Scalar>);

template <int Rows, int Vectors, class Lanes, class Scalar>
void tile_kernel(MatrixView<Scalar> a, StridedRows<const Scalar> b, int count, TileStart<Scalar> start,
                 StridedRows<Scalar> sums) {
    sum_tile<Rows, Vectors>(Lanes(), a, b, count, start, sums);
}

/// The kernel for one row, for two …
template <int Vectors, class Lanes, class Scalar, int... Before>
constexpr auto tile_kernels(std::integer_sequence<int, Before...>) {
    return std::array<TileKernel<Scalar>, sizeof...(Before)>{tile_kernel<Before + 1, Vectors, Lanes, Scalar>...};
}

/// One product, as tiles of `Vectors` vectors.
template <int Vectors, class Lanes, class Scalar>
class Product {
  public:
    Product(MatrixView<Scalar> a, const Scalar* b, const Scalar* offset, Scalar* product, int rows, int inner,
            int columns)
        : a_(a),
          b_(b),
          offset_(offset),
          product_(product),
          rows_(rows),
          inner_(inner),
          columns_(columns),
          tile_rows_(even_share(rows, most_rows(Vectors))) {}

    /// The columns from `first` on, as far as they fill whole tiles; gives the first that is left.
    int compute_whole(int first) {
        for (; first + width <= columns_; first += width) compute_panel(first, width);
        return first;
    }
    void compute_panel(int c, int columns) {
        for (int k = 0; k == 0 || k < inner_; k += chunk) add_panel(k, c, columns);
    }

    static constexpr int width = Vectors * static_cast<int>(hn::MaxLanes(Lanes()));

  private:
    static constexpr int tile_rows = most_rows(Vectors);
    static constexpr auto kernels = tile_kernels<Vectors, Lanes, Scalar>(std::make_integer_sequence<int, tile_rows>());

    /// As many rows for each tile as make tiles alike: a tile of few rows waits for its sums.
    static int even_share(int rows, int most) {
        const int tiles = (rows + most - 1) / most;
        return (rows + tiles - 1) / tiles;
    }

    /// Adds the inner indices from `k` on to all rows of the columns from `c` on.
    void add_panel(int k, int c, int columns) {
        const int count = std::min(chunk, inner_ - k);
        const StridedRows<const Scalar> panel = panel_of_b(k, count, c, columns);
        for (int row = 0; row < rows_; row += tile_rows_) {
            const int rows = std::min(tile_rows_, rows_ - row);
            const MatrixView<Scalar> a = {&a_(row, k), a_.row_stride, a_.column_stride};
            const TileStart<Scalar> start = {k == 0, offset_ ? offset_ + row : nullptr};
            Scalar* place = product_ + std::ptrdiff_t(row) * columns_ + c;
            if (columns == width)
                kernels[std::size_t(rows - 1)](a, panel, count, start, {place, columns_});
            else
                add_narrow_tile(a, panel, count, start, place, rows, columns);
        }
    }

    /// A tile that the product is too narrow for is computed beside it.
    void add_narrow_tile(MatrixView<Scalar> a, StridedRows<const Scalar> panel, int count, TileStart<Scalar> start,
                         Scalar* place, int rows, int columns) {
        alignas(64) Scalar tile[tile_rows * width];
        if (!start.is_first)
            for (int r = 0; r < rows; ++r) std::copy_n(place + std::ptrdiff_t(r) * columns_, columns, tile + r * width);
        kernels[std::size_t(rows - 1)](a, panel, count, start, {tile, width});
        for (int r = 0; r < rows; ++r) std::copy_n(tile + r * width, columns, place + std::ptrdiff_t(r) * columns_);
    }

    /// Columns c … of B, missing ones as 0; packed where there are such, or where it is read so often that it pays.
    StridedRows<const Scalar> panel_of_b(int k, int count, int c, int columns) {
        const Scalar* from = b_ + std::ptrdiff_t(k) * columns_ + c;
        if (columns == width && rows_ <= most_in_place) return {from, columns_};
        if (columns < width) std::fill_n(packed_, count * width, Scalar(0));
        for (int i = 0; i < count; ++i, from += columns_) std::copy_n(from, columns, packed_ + i * width);
        return {packed_, width};
    }

    MatrixView<Scalar> a_;
    const Scalar *b_, *offset_;
    Scalar* product_;
    int rows_, inner_, columns_, tile_rows_;
    alignas(64) Scalar packed_[chunk * width];
};

template <class Scalar>
void multiply_any(MatrixView<Scalar> a, const Scalar* b, const Scalar* offset, Scalar* product, int rows, int inner,
                  int columns) {
    using Narrow = Product<1, hn::CappedTag<Scalar, 8>, Scalar>;
    using Wide = Product<2, hn::ScalableTag<Scalar>, Scalar>;
    int done = 0;
    if (columns >= Wide::width) done = Wide(a, b, offset, product, rows, inner, columns).compute_whole(0);
    if (done == columns) return;
    Narrow narrow(a, b, offset, product, rows, inner, columns);
    done = narrow.compute_whole(done);
    for (; done < columns; done += Narrow::width) narrow.compute_panel(done, std::min(Narrow::width, columns - done));
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

template <class Scalar>
void multiply_transposed_any(const Scalar* x, const Scalar* y, Scalar* product, int rows, int columns, int samples) {
    using Lanes = hn::CappedTag<Scalar, 8>;
    int column = 0;
    for (; column + 4 <= columns; column += 4)
        multiply_columns<4, Lanes>(x, y, product, rows, columns, column, samples);
    for (; column + 2 <= columns; column += 2)
        multiply_columns<2, Lanes>(x, y, product, rows, columns, column, samples);
    for (; column < columns; ++column) multiply_columns<1, Lanes>(x, y, product, rows, columns, column, samples);
}

template <class Scalar>
void sum_rows_any(const Scalar* x, Scalar* sums, int rows, int samples) {
    const hn::CappedTag<Scalar, 8> lanes;
    const int width = static_cast<int>(hn::Lanes(lanes));
    for (int row = 0; row < rows; row += 8) {
        hn::Vec<decltype(lanes)> total[8];
#pragma GCC unroll 8
        for (int r = 0; r < 8; ++r) {
            const Scalar* from = x + std::ptrdiff_t(std::min(row + r, rows - 1)) * samples;
            total[r] = hn::Zero(lanes);
            int sample = 0;
            for (; sample + width <= samples; sample += width)
                total[r] = hn::Add(total[r], hn::LoadU(lanes, from + sample));
            if (sample < samples) total[r] = hn::Add(total[r], load_rest(lanes, from + sample, samples - sample));
        }
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
