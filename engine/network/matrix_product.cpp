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

/// `Rows` rows of a tile: sums = start + A·B over `count` inner indices. B's rows are `Vectors` vectors long.
template <int Rows, int Vectors, class Lanes, class Scalar>
HWY_INLINE void sum_tile(Lanes lanes, MatrixView<Scalar> a, StridedRows<const Scalar> b, int count,
                         StridedRows<const Scalar> start, StridedRows<Scalar> sums_out) {
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(hn::Lanes(lanes));
    hn::Vec<Lanes> sums[Rows][Vectors];
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < Vectors; ++v) sums[r][v] = hn::LoadU(lanes, start.data + r * start.stride + v * width);
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
        for (int v = 0; v < Vectors; ++v)
            hn::StoreU(sums[r][v], lanes, sums_out.data + r * sums_out.stride + v * width);
}

template <class Scalar>
using TileKernel = void (*)(MatrixView<Scalar>, StridedRows<const Scalar>, int, StridedRows<const Scalar>,
                            StridedRows<Scalar>);

template <int Rows, int Vectors, class Lanes, class Scalar>
void tile_kernel(MatrixView<Scalar> a, StridedRows<const Scalar> b, int count, StridedRows<const Scalar> start,
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
    Product(MatrixView<Scalar> a, MatrixView<Scalar> b, const Scalar* offset, Scalar* product, int rows, int inner,
            int columns)
        : a_(a), b_(b), offset_(offset), product_(product), rows_(rows), inner_(inner), columns_(columns) {}

    void compute() {
        for (int k = 0; k == 0 || k < inner_; k += chunk)
            for (int c = 0; c < columns_; c += width) add_panel(k, c);
    }

  private:
    static constexpr int width = Vectors * static_cast<int>(hn::MaxLanes(Lanes()));
    static constexpr int tile_rows = most_rows(Vectors);
    static constexpr auto kernels = tile_kernels<Vectors, Lanes, Scalar>(std::make_integer_sequence<int, tile_rows>());

    /// Adds the inner indices from `k` on to all rows of the columns from `c` on.
    void add_panel(int k, int c) {
        const int count = std::min(chunk, inner_ - k), columns = std::min(width, columns_ - c);
        const StridedRows<const Scalar> panel = panel_of_b(k, count, c, columns);
        if (k == 0) begin_with_offset(c, columns);
        for (int row = 0; row < rows_; row += tile_rows) {
            const int rows = std::min(tile_rows, rows_ - row);
            Scalar* place = product_ + std::ptrdiff_t(row) * columns_ + c;
            const MatrixView<Scalar> a = {&a_(row, k), a_.row_stride, a_.column_stride};
            if (columns == width)
                kernels[std::size_t(rows - 1)](
                    a, panel, count, k == 0 ? first_ : StridedRows<const Scalar>{place, columns_}, {place, columns_});
            else
                add_narrow_tile(a, panel, count, place, rows, columns, k == 0);
        }
    }

    /// A tile that the product is too narrow for is computed beside it.
    void add_narrow_tile(MatrixView<Scalar> a, StridedRows<const Scalar> panel, int count, Scalar* place, int rows,
                         int columns, bool is_first) {
        alignas(64) Scalar tile[tile_rows * width];
        if (!is_first)
            for (int r = 0; r < rows; ++r) std::copy_n(place + std::ptrdiff_t(r) * columns_, columns, tile + r * width);
        kernels[std::size_t(rows - 1)](a, panel, count, is_first ? first_ : StridedRows<const Scalar>{tile, width},
                                       {tile, width});
        for (int r = 0; r < rows; ++r) std::copy_n(tile + r * width, columns, place + std::ptrdiff_t(r) * columns_);
    }

    /// What the sums of these columns begin with, the same for all rows.
    void begin_with_offset(int c, int columns) {
        first_ = {offset_ ? offset_ + c : first_row_, 0};
        if (offset_ && columns == width) return;
        std::fill_n(first_row_, width, Scalar(0));
        if (offset_) std::copy_n(offset_ + c, columns, first_row_);
        first_ = {first_row_, 0};
    }

    /// Columns c … of B, missing ones as 0; packed where they are not in order, or read so often that it pays.
    StridedRows<const Scalar> panel_of_b(int k, int count, int c, int columns) {
        if (b_.column_stride == 1 && columns == width && rows_ <= most_in_place) return {&b_(k, c), b_.row_stride};
        if (columns < width) std::fill_n(packed_, count * width, Scalar(0));
        for (int i = 0; i < count; ++i) {
            Scalar* row = packed_ + i * width;
            const Scalar* from = &b_(k + i, c);
            if (columns == width)
                for (int j = 0; j < width; ++j) row[j] = from[j * b_.column_stride];  // unrolled
            else
                for (int j = 0; j < columns; ++j) row[j] = from[j * b_.column_stride];
        }
        return {packed_, width};
    }

    MatrixView<Scalar> a_, b_;
    const Scalar* offset_;
    Scalar* product_;
    int rows_, inner_, columns_;
    StridedRows<const Scalar> first_{};
    alignas(64) Scalar first_row_[width];
    alignas(64) Scalar packed_[chunk * width];
};

template <class Scalar>
void multiply_any(MatrixView<Scalar> a, MatrixView<Scalar> b, const Scalar* offset, Scalar* product, int rows,
                  int inner, int columns) {
    using Narrow = hn::CappedTag<Scalar, 8>;
    using Wide = hn::ScalableTag<Scalar>;
    if (columns <= int(hn::MaxLanes(Narrow())))
        Product<1, Narrow, Scalar>(a, b, offset, product, rows, inner, columns).compute();
    else
        Product<2, Wide, Scalar>(a, b, offset, product, rows, inner, columns).compute();
}

void multiply_single(MatrixView<float> a, MatrixView<float> b, const float* offset, float* product, int rows, int inner,
                     int columns) {
    multiply_any(a, b, offset, product, rows, inner, columns);
}

void multiply_precise(MatrixView<double> a, MatrixView<double> b, const double* offset, double* product, int rows,
                      int inner, int columns) {
    multiply_any(a, b, offset, product, rows, inner, columns);
}

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ravine {

HWY_EXPORT(multiply_single);
HWY_EXPORT(multiply_precise);

void multiply(MatrixView<float> a, MatrixView<float> b, const float* offset, float* product, int rows, int inner,
              int columns) {
    HWY_DYNAMIC_DISPATCH(multiply_single)(a, b, offset, product, rows, inner, columns);
}

void multiply(MatrixView<double> a, MatrixView<double> b, const double* offset, double* product, int rows, int inner,
              int columns) {
    HWY_DYNAMIC_DISPATCH(multiply_precise)(a, b, offset, product, rows, inner, columns);
}

}  // namespace ravine

#endif
